import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { useText } from '../../ui/text.tsx';
import styles from '../enrol/enrol-screen.module.css';

export type CodeFormProps = {
  readonly isWorking: boolean;
  readonly onCode: (code: string) => void;
};

/** One field for the code that head office gives, and what it does. */
export function CodeForm({ isWorking, onCode }: CodeFormProps) {
  const t = useText();
  const [code, setCode] = useState('');
  const submit = (): void => {
    if (!isWorking && code.trim() !== '') onCode(code.trim());
  };
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField className={styles.field ?? ''} name="code" value={code} onChange={setCode} autoFocus>
        <Label>{t('enrol.code')}</Label>
        <Input
          className={styles.code ?? ''}
          spellCheck="false"
          autoComplete="off"
          autoCapitalize="characters"
        />
      </TextField>
      <Button tone="accent" size="large" onPress={submit} isDisabled={isWorking || code.trim() === ''}>
        {t(isWorking ? 'renew.working' : 'renew.submit')}
      </Button>
      <button type="submit" hidden />
    </Form>
  );
}
