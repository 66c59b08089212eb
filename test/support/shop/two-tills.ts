/** One shop with two tills in windows of their own, each on a line to HQ that can be cut without HQ noticing. */
import { join } from 'node:path';
import { type ShopTill, shopTill } from '../../e2e/demo/shop-till.ts';
import { type FaultyProxy, startFaultyProxy } from '../faulty-proxy/faulty-proxy.ts';
import { newCode } from '../hq/new-code.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../virtual-printer/virtual-printer.ts';
import { type Brought, bringMember } from './bring-member.ts';
import { FLOAT_LEI, ION, openTestShop, type TestShop } from './test-shop.ts';

export type LinedTill = ShopTill & {
  readonly name: string;
  readonly printer: VirtualPrinter;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

export type TwoTills = {
  readonly shop: TestShop;
  readonly first: LinedTill;
  readonly second: LinedTill;
  readonly close: () => Promise<void>;
};

/**
 * Both are enrolled, with a cashier and an open shift: Ana at the first till, Ion at the second. The members are there
 * before the tills are.
 */
export async function openTwoTills(members: readonly Brought[] = []): Promise<TwoTills> {
  const lines: FaultyProxy[] = [];
  const lineTo = async (port: number): Promise<FaultyProxy> => {
    const line = await startFaultyProxy(port);
    lines.push(line);
    return line;
  };
  const shop = await openTestShop({ wayToHq: async (port) => (await lineTo(port)).port });
  const printer = await startVirtualPrinter({ widthCells: 48 });
  const line = await lineTo(shop.hqPort);
  const other = shopTill({
    userData: join(shop.hqFolder, '..', 'till-2'),
    hqPort: line.port,
    printerPort: printer.port,
    language: shop.language,
  });
  const close = async (): Promise<void> => {
    await other.stopTill();
    await shop.close();
    for (const each of lines) await each.close();
    await printer.close();
  };
  try {
    for (const member of members) await bringMember(shop, member);
    await shop.openForSelling();
    await other.startTill();
    await other.robot().enrol(await newCode(shop.hqFolder));
    await other.robot().signIn(ION, shop.pin(ION));
    await other.robot().openShift(FLOAT_LEI);
    await other.robot().speak(shop.language);
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    shop,
    first: lined('Casa 1', { till: shop, printer: shop.printer, line: lines[0] }),
    second: lined('Casa 2', { till: other, printer, line }),
    close,
  };
}

function lined(
  name: string,
  {
    till,
    printer,
    line,
  }: { readonly till: ShopTill; readonly printer: VirtualPrinter; readonly line: FaultyProxy | undefined },
): LinedTill {
  if (line === undefined) throw new Error(`${name} has no line`);
  return { ...till, name, printer, cut: () => line.set('dead'), mend: () => line.set('good') };
}
