import { LANGUAGES, type Language } from '../../shared/kernel/language.ts';
import { Button } from './button.tsx';
import styles from './language-switch.module.css';
import { useFigures, useText } from './text.tsx';

/** Each language by its own name: whoever cannot read the screen finds theirs. */
const OWN_NAMES: Readonly<Record<Language, string>> = { ro: 'Română', ru: 'Русский', en: 'English' };

export function LanguageSwitch({ onChoose }: { readonly onChoose: (language: Language) => void }) {
  const t = useText();
  const { language } = useFigures();
  return (
    <div className={styles.languages} role="group" aria-label={t('common.language')}>
      {LANGUAGES.map((each) => (
        <Button key={each} tone="plain" isSelected={each === language} onPress={() => onChoose(each)}>
          <span lang={each}>{OWN_NAMES[each]}</span>
        </Button>
      ))}
    </div>
  );
}
