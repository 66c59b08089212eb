import { useState } from 'react';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { SpoolAction } from '../../../shared/ipc/views.ts';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import { readScan } from '../../../shared/scan/read-scan.ts';
import { MenuDialog } from '../menu/menu-dialog.tsx';
import { PrinterDialog } from '../menu/printer-dialog.tsx';
import type { KeyIntent } from '../model/key-intent.ts';
import { type Appearance, rememberAppearance, rememberedAppearance, rememberLanguage } from '../settings.ts';
import type { Till } from '../till.ts';
import { useKeys, useValue } from '../window-hooks.ts';
import { SaleScreen } from './sale-screen.tsx';

export type Panel = 'menu' | 'printer' | null;

type SaleFlowProps = {
  readonly till: Till;
  readonly status: TillStatus;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
  readonly onCloseShift: () => void;
};

export function SaleFlow({ till, status, panel, onPanel, onCloseShift }: SaleFlowProps) {
  const state = useValue(till.sale.state);
  const jobs = useValue(till.jobs);
  const loads = useValue(till.store.loads);
  const { actions } = till.sale;
  const onResolve = (jobId: number, action: SpoolAction): void => {
    void till.bridge.call('spool.resolve', { jobId, action }).then((answer) => {
      if (answer.ok) till.jobs.set(answer.value);
      else actions.say({ kind: 'failure', failure: answer.failure });
    });
  };
  useKeys({
    intent: (intent) => act(till, intent, onPanel),
    scanned: (text) => takeScan(till, text),
    expectsEnter: () => state.typed !== '' || state.armed !== 'scan' || state.phase !== 'open',
  });
  return (
    <>
      <SaleScreen
        state={state}
        status={status}
        loads={loads}
        jobs={jobs}
        actions={actions}
        onMenu={() => onPanel('menu')}
        onResolve={onResolve}
      />
      {panel === 'menu' ? (
        <Menu till={till} onPanel={onPanel} onCloseShift={onCloseShift} />
      ) : panel === 'printer' ? (
        <Jobs till={till} onResolve={onResolve} onClose={() => onPanel(null)} />
      ) : null}
    </>
  );
}

function act({ sale: { actions } }: Till, intent: KeyIntent, onPanel: (panel: Panel) => void): void {
  if (intent.kind === 'char') actions.type(intent.char);
  else if (intent.kind === 'erase') actions.erase();
  else if (intent.kind === 'enter') actions.enter();
  else if (intent.command === 'menu' || intent.command === 'printer') onPanel(intent.command);
  else actions.command(intent.command);
}

/** Where typed text is a code anyway Enter reads it; elsewhere a burst is a scan and not what the field asked for. */
function takeScan({ sale }: Till, text: string): boolean {
  const { phase, armed, spend } = sale.state.get();
  if (armed === 'scan' && phase === 'open') return false;
  if (phase === 'paying' && spend.editing?.part === 'giftCard') {
    sale.actions.takeCard(text);
    return true;
  }
  const read = readScan(text);
  if (armed === 'gift' && read.ok && read.value.kind === 'product') return false;
  if (armed === 'member' && read.ok && read.value.kind !== 'product') return false;
  sale.actions.clear();
  while (sale.state.get().armed !== 'scan') sale.actions.command('back');
  sale.actions.scan(text);
  return true;
}

type MenuProps = Pick<SaleFlowProps, 'till' | 'onPanel' | 'onCloseShift'>;

function Menu({ till, onPanel, onCloseShift }: MenuProps) {
  const [appearance, setAppearance] = useState<Appearance>(rememberedAppearance);
  const last = useValue(till.sale.lastSale);
  const close = (): void => onPanel(null);
  useKeys({ isDialog: true, intent: () => undefined, scanned: (text) => scanFromDialog(till, text, close) });
  return (
    <MenuDialog
      appearance={appearance}
      canCopy={last !== null}
      onClose={close}
      onLock={() => {
        close();
        void till.bridge.call('cashier.signOut', null).then((answer) => {
          if (answer.ok) till.status.set(answer.value);
        });
      }}
      onCloseShift={() => {
        close();
        if (till.sale.state.get().basket.lines.length === 0) onCloseShift();
        else till.sale.actions.say({ kind: 'hint', key: 'menu.basketFirst' });
      }}
      onCopy={() => {
        close();
        if (last) void copyReceipt(till, last.entryId, last.receipt.number);
      }}
      onPrinter={() => onPanel('printer')}
      onLanguage={(language) => {
        rememberLanguage(language);
        till.language.set(language);
      }}
      onAppearance={(next) => {
        rememberAppearance(next);
        setAppearance(next);
      }}
    />
  );
}

async function copyReceipt(till: Till, entryId: EntryId, number: string): Promise<void> {
  const answer = await till.bridge.call('receipt.copy', { entryId });
  till.sale.actions.say(
    answer.ok
      ? { kind: 'hint', key: 'menu.copyQueued', params: { number } }
      : { kind: 'failure', failure: answer.failure },
  );
}

type JobsProps = {
  readonly till: Till;
  readonly onResolve: (jobId: number, action: SpoolAction) => void;
  readonly onClose: () => void;
};

function Jobs({ till, onResolve, onClose }: JobsProps) {
  const jobs = useValue(till.jobs);
  useKeys({
    isDialog: true,
    intent: () => undefined,
    scanned: (text) => scanFromDialog(till, text, onClose),
  });
  return <PrinterDialog jobs={jobs} onResolve={onResolve} onClose={onClose} />;
}

/** A scan ends a dialog: whoever scans wants to sell. */
function scanFromDialog(till: Till, text: string, close: () => void): boolean {
  close();
  till.sale.actions.scan(text);
  return true;
}
