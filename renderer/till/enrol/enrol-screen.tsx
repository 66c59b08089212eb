import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useText } from '../../ui/text.tsx';
import { Centre } from '../centre.tsx';
import styles from './enrol-screen.module.css';

type EnrolScreenProps = {
  readonly hqUrl: string;
  readonly notice: NoticeContent | null;
  readonly isWorking: boolean;
  readonly onEnrol: (hqUrl: string, code: string) => void;
};

/** The only screen with inputs of the page: an address is not typed on a number block. */
export function EnrolScreen({ hqUrl, notice, isWorking, onEnrol }: EnrolScreenProps) {
  const t = useText();
  const [address, setAddress] = useState(hqUrl);
  const [code, setCode] = useState('');
  const enrol = (): void => onEnrol(address.trim(), code.trim());
  return (
    <Centre screen="enrol" title={t('enrol.title')} lead={t('enrol.lead')}>
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          enrol();
        }}
      >
        <TextField className={styles.field ?? ''} name="hqUrl" value={address} onChange={setAddress}>
          <Label>{t('enrol.address')}</Label>
          <Input className={styles.input ?? ''} spellCheck="false" autoComplete="off" />
        </TextField>
        <TextField className={styles.field ?? ''} name="code" value={code} onChange={setCode} autoFocus>
          <Label>{t('enrol.code')}</Label>
          <Input
            className={styles.code ?? ''}
            spellCheck="false"
            autoComplete="off"
            autoCapitalize="characters"
          />
        </TextField>
        <Button
          tone="accent"
          size="large"
          onPress={enrol}
          isDisabled={isWorking || address.trim() === '' || code.trim() === ''}
        >
          {t(isWorking ? 'enrol.working' : 'enrol.submit')}
        </Button>
        <button type="submit" hidden />
      </Form>
      <Notice notice={notice} />
    </Centre>
  );
}
