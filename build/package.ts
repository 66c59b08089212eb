// `npm run package`: the till as it is installed, unpacked in dist/.
import { packageTill } from './package/package-till.ts';

if (process.platform !== 'linux') {
  console.error('npm run package makes the Linux folder; on other systems run electron-builder itself:');
  console.error('npm run build && npx electron-builder --config build/electron-builder.json');
  process.exit(2);
}
const { binary, onStandIn } = await packageTill();
console.log(`The till is packed: ${binary}`);
if (onStandIn) {
  console.log(
    'There is no Electron binary here: the package holds the stand-in in its place and is for tests only.',
  );
}
