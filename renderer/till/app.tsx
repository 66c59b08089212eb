import { type ReactNode, useEffect, useState } from 'react';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { Language } from '../../shared/kernel/language.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { type Measures, TextProvider, useText } from '../ui/text.tsx';
import styles from './app.module.css';
import { DamagedFlow } from './damaged/damaged-flow.tsx';
import { EnrolFlow } from './enrol/enrol-flow.tsx';
import { RenewBanner, renewalReason } from './recovery/renew-banner.tsx';
import { RenewFlow } from './recovery/renew-flow.tsx';
import { type Panel, SaleFlow } from './sale/sale-flow.tsx';
import { rememberLanguage } from './settings.ts';
import { ShiftCloseFlow, ShiftOpenFlow } from './shift/shift-flows.tsx';
import { SignInFlow } from './sign-in/sign-in-flow.tsx';
import { DiskBanner } from './strip/disk-banner.tsx';
import { StatusStrip } from './strip/status-strip.tsx';
import type { Till } from './till.ts';
import { focusHome, useFocusHome, useValue } from './window-hooks.ts';

const CLOCK_MS = 5_000;
/** Until HQ has said where the till stands nothing is counted, but times are shown. */
const NOWHERE: Measures = {
  currency: { code: 'MDL', exponent: 2 },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

export function App({ till, hqUrl }: { readonly till: Till; readonly hqUrl: string }) {
  const language = useValue(till.language);
  const status = useValue(till.status);
  const store = status?.place?.store;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <TextProvider
      language={language}
      currency={store?.currency ?? NOWHERE.currency}
      timeZone={store?.timeZone ?? NOWHERE.timeZone}
    >
      {status ? <Window till={till} status={status} hqUrl={hqUrl} /> : <Starting />}
    </TextProvider>
  );
}

/** Before main or the databases have answered. */
export function Waiting({ language }: { readonly language: Language }) {
  return (
    <TextProvider language={language} {...NOWHERE}>
      <Starting />
    </TextProvider>
  );
}

function Starting() {
  const t = useText();
  return (
    <main className={styles.starting} data-screen="starting">
      {t('start.loading')}
    </main>
  );
}

type WindowProps = { readonly till: Till; readonly status: TillStatus; readonly hqUrl: string };

function Window({ till, status, hqUrl }: WindowProps) {
  const nowMs = useWallClock();
  const loads = useValue(till.store.loads);
  const [panel, setPanel] = useState<Panel>(null);
  const [isClosing, setClosing] = useState(false);
  const [isRenewing, setRenewing] = useState(false);
  const why = renewalReason(status);
  const renew = why === null ? undefined : () => setRenewing(true);
  const isSelling = status.cashier !== null && status.shift !== null && !isClosing;
  useFocusHome();
  useEffect(() => {
    if (panel === null && !isRenewing) setTimeout(focusHome, 0);
  }, [panel, isRenewing]);
  return (
    <Frame
      strip={
        <>
          <StatusStrip
            status={status}
            nowMs={nowMs}
            loads={loads}
            onMenu={isSelling ? () => setPanel('menu') : undefined}
            onPrinter={isSelling ? () => setPanel('printer') : undefined}
            onRenew={renew}
          >
            {status.cashier === null ? <FirstLanguage till={till} /> : null}
          </StatusStrip>
          <DiskBanner disk={status.disk} journal={status.journal} />
          {renew ? <RenewBanner status={status} onRenew={renew} /> : null}
        </>
      }
    >
      {screenOf({ till, status, hqUrl, panel, setPanel, isClosing, setClosing })}
      {isRenewing && why !== null && status.place ? (
        <RenewFlow till={till} place={status.place} why={why} onClose={() => setRenewing(false)} />
      ) : null}
    </Frame>
  );
}

type ScreenChoice = WindowProps & {
  readonly panel: Panel;
  readonly setPanel: (panel: Panel) => void;
  readonly isClosing: boolean;
  readonly setClosing: (isClosing: boolean) => void;
};

/** What main says of the till decides the screen; only the steps of closing are the window's own. */
function screenOf({ till, status, hqUrl, panel, setPanel, isClosing, setClosing }: ScreenChoice): ReactNode {
  const { place } = status;
  if (status.journal.state === 'damaged') return <DamagedFlow till={till} place={place} />;
  if (!place) return <EnrolFlow till={till} hqUrl={hqUrl} />;
  if (isClosing) return <ShiftCloseFlow till={till} place={place} onEnd={() => setClosing(false)} />;
  if (!status.cashier) return <SignInFlow till={till} status={status} />;
  if (!status.shift) return <ShiftOpenFlow till={till} place={place} />;
  return (
    <SaleFlow
      till={till}
      status={status}
      panel={panel}
      onPanel={setPanel}
      onCloseShift={() => setClosing(true)}
    />
  );
}

function FirstLanguage({ till }: { readonly till: Till }) {
  return (
    <LanguageSwitch
      onChoose={(language) => {
        rememberLanguage(language);
        till.language.set(language);
      }}
    />
  );
}

type FrameProps = { readonly strip: ReactNode; readonly children: ReactNode };

export function Frame({ strip, children }: FrameProps) {
  return (
    <div className={styles.frame}>
      <div>{strip}</div>
      <div className={styles.screen}>{children}</div>
    </div>
  );
}

function useWallClock(): EpochMs {
  const [nowMs, setNowMs] = useState(() => epochMs(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setNowMs(epochMs(Date.now())), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
