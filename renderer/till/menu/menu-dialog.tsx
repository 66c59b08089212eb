import { Lock, LogOut, Printer, ReceiptText } from 'lucide-react';
import type { Language } from '../../../shared/kernel/language.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { useText } from '../../ui/text.tsx';
import { APPEARANCES, type Appearance } from '../settings.ts';
import styles from './menu-dialog.module.css';

export type MenuDialogProps = {
  readonly appearance: Appearance;
  readonly canCopy: boolean;
  readonly onClose: () => void;
  readonly onLock: () => void;
  readonly onCloseShift: () => void;
  readonly onCopy: () => void;
  readonly onPrinter: () => void;
  readonly onLanguage: (language: Language) => void;
  readonly onAppearance: (appearance: Appearance) => void;
};

export function MenuDialog(props: MenuDialogProps) {
  const t = useText();
  return (
    <Dialog title={t('menu.title')} onClose={props.onClose} part="menu">
      <div className={styles.actions}>
        <Button size="large" icon={<Lock aria-hidden="true" />} onPress={props.onLock}>
          {t('menu.lock')}
        </Button>
        <Button size="large" icon={<LogOut aria-hidden="true" />} onPress={props.onCloseShift}>
          {t('menu.closeShift')}
        </Button>
        <Button
          size="large"
          icon={<ReceiptText aria-hidden="true" />}
          onPress={props.onCopy}
          isDisabled={!props.canCopy}
        >
          {t('menu.copy')}
        </Button>
        <Button size="large" icon={<Printer aria-hidden="true" />} onPress={props.onPrinter}>
          {t('menu.printer')}
        </Button>
      </div>
      <div className={styles.setting}>
        <span>{t('common.language')}</span>
        <LanguageSwitch onChoose={props.onLanguage} />
      </div>
      <div className={styles.setting}>
        <span>{t('menu.appearance')}</span>
        <div className={styles.choices} role="group" aria-label={t('menu.appearance')}>
          {APPEARANCES.map((each) => (
            <Button
              key={each}
              tone="plain"
              isSelected={each === props.appearance}
              onPress={() => props.onAppearance(each)}
            >
              {t(`menu.${each}`)}
            </Button>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
