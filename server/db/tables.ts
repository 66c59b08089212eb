/** All of HQ's tables as Kysely sees them. Columns are named as in the database. */

import type { ChainTable, EntryTable, ForkEvidenceTable, QuarantineTable } from './chain-tables.ts';
import type {
  DueRunTable,
  EffectUndoneTable,
  GiftCardTable,
  IncidentTable,
  IntentTable,
  LeaseTable,
  PostedEffectTable,
  StoreVisitTable,
} from './lease-tables.ts';
import type {
  AccountTable,
  HqLogTable,
  LotTable,
  RuleUseTable,
  StalenessTable,
  TransferTable,
} from './ledger-tables.ts';
import type { MemberIdentityTable, MemberKeyTable, MemberTable, TierReviewTable } from './member-tables.ts';
import type { BackupReportTable, TillContactTable } from './operation-tables.ts';
import type {
  CashierTable,
  CompanyTable,
  EnrolmentCodeTable,
  HqIdentityTable,
  ProductTable,
  ProgrammeTable,
  StoreTable,
  TillTable,
} from './place-tables.ts';
import type { DayReportTable, DeviceLogTable } from './report-tables.ts';
import type { EnrolTryTable, OwnerTryTable, RequestNonceTable } from './shared-memory-tables.ts';

export type Database = {
  readonly hq_identity: HqIdentityTable;
  readonly company: CompanyTable;
  readonly store: StoreTable;
  readonly till: TillTable;
  readonly enrolment_code: EnrolmentCodeTable;
  readonly cashier: CashierTable;
  readonly product: ProductTable;
  readonly programme: ProgrammeTable;
  readonly member: MemberTable;
  readonly member_identity: MemberIdentityTable;
  readonly member_key: MemberKeyTable;
  readonly tier_review: TierReviewTable;
  readonly chain: ChainTable;
  readonly entry: EntryTable;
  readonly fork_evidence: ForkEvidenceTable;
  readonly quarantine: QuarantineTable;
  readonly hq_log: HqLogTable;
  readonly account: AccountTable;
  readonly transfer: TransferTable;
  readonly lot: LotTable;
  readonly lease: LeaseTable;
  readonly intent: IntentTable;
  readonly gift_card: GiftCardTable;
  readonly posted_effect: PostedEffectTable;
  readonly effect_undone: EffectUndoneTable;
  readonly incident: IncidentTable;
  readonly store_visit: StoreVisitTable;
  readonly due_run: DueRunTable;
  readonly rule_use: RuleUseTable;
  readonly staleness: StalenessTable;
  readonly day_report: DayReportTable;
  readonly device_log: DeviceLogTable;
  readonly request_nonce: RequestNonceTable;
  readonly enrol_try: EnrolTryTable;
  readonly owner_try: OwnerTryTable;
  readonly till_contact: TillContactTable;
  readonly backup_report: BackupReportTable;
};
