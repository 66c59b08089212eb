import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/kernel/assert.ts';
import { rememberedAppearance, showAppearance } from './settings.ts';
import { startTill } from './start-till.tsx';

const address = new URLSearchParams(location.search);
const place = document.getElementById('till');
assert(place, 'the page has a place for the till');
const root = createRoot(place);
showAppearance(rememberedAppearance());

if (address.has('screen')) {
  const { showGallery } = await import('./gallery/show-gallery.tsx');
  showGallery(root, address);
} else {
  await startTill(root, address);
}
