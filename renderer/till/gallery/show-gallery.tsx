import type { Root } from 'react-dom/client';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { TextProvider } from '../../ui/text.tsx';
import { Frame } from '../app.tsx';
import { RenewBanner } from '../recovery/renew-banner.tsx';
import { firstLanguage, showAppearance } from '../settings.ts';
import { DiskBanner } from '../strip/disk-banner.tsx';
import { StatusStrip } from '../strip/status-strip.tsx';
import { NOW_MS, PLACE } from './sample-shop.ts';
import { GALLERY } from './screens.tsx';

const nothing = (): void => undefined;

/** `?screen=NAME&lang=ro&appearance=dark` shows one screen with made-up data; an unknown name lists them all. */
export function showGallery(root: Root, address: URLSearchParams): void {
  const language = firstLanguage(address);
  const screen = GALLERY[address.get('screen') ?? ''];
  const { currency, timeZone } = PLACE.store;
  document.documentElement.lang = language;
  showAppearance(address.get('appearance') === 'dark' ? 'dark' : 'light');
  if (!screen) return root.render(<Names />);
  const { status, loads, show } = screen;
  root.render(
    <TextProvider language={language} currency={currency} timeZone={timeZone}>
      <Frame
        strip={
          <>
            <StatusStrip status={status} nowMs={NOW_MS} {...(loads && { loads })}>
              {status.cashier ? null : <LanguageSwitch onChoose={nothing} />}
            </StatusStrip>
            <DiskBanner disk={status.disk} journal={status.journal} />
            <RenewBanner status={status} onRenew={nothing} />
          </>
        }
      >
        {show()}
      </Frame>
    </TextProvider>,
  );
}

function Names() {
  return (
    <ul data-part="gallery">
      {Object.keys(GALLERY).map((name) => (
        <li key={name}>
          <a href={`?screen=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
