/**
 * What a till is started with. The main process gets it as switches of its own command line, which
 * `app.commandLine.getSwitchValue` reads: `--hq=URL --printer=tcp://HOST:PORT --user-data=DIR --lang=ro|ru|en`,
 * and `--dev` where keys may lie in a store that does not protect them.
 */
export type TillOptions = {
  readonly userData: string;
  readonly hqUrl?: string | undefined;
  readonly printer?: string | undefined;
  readonly lang?: string | undefined;
  readonly dev?: boolean;
  /** Opens Chromium's debugging port for a driver; 0 takes any free one. */
  readonly debugPort?: number | undefined;
  readonly headless?: boolean;
  /** Another main process than the till's, on the stand-in only. */
  readonly mainFile?: string;
  /** More switches for the main process, as they stand on its command line. */
  readonly moreArguments?: readonly string[];
  /** More of the environment of the main process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
};

export function mainSwitches(options: TillOptions): readonly string[] {
  return [
    `--user-data=${options.userData}`,
    ...(options.hqUrl === undefined ? [] : [`--hq=${options.hqUrl}`]),
    ...(options.printer === undefined ? [] : [`--printer=${options.printer}`]),
    ...(options.lang === undefined ? [] : [`--lang=${options.lang}`]),
    ...(options.dev === true ? ['--dev'] : []),
    ...(options.moreArguments ?? []),
  ];
}
