FUNCTION assign_change_no  BEGIN PERFORM pg_advisory_xact_lock(7001, TG_ARGV[0]::int); NEW.change_no := nextval('change_no'); RETURN NEW; END
FUNCTION refuse_change  BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END
account CONSTRAINT account_check CHECK ( CASE kind WHEN 'receivable'::text THEN (balance <= 0) ELSE (balance >= 0) END)
account CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['available'::text, 'pending'::text, 'leased'::text, 'receivable'::text])))
account CONSTRAINT account_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
account CONSTRAINT account_pkey PRIMARY KEY (id, asset)
account INDEX CREATE INDEX account_member ON public.account USING btree (member_id)
account INDEX CREATE UNIQUE INDEX account_pkey ON public.account USING btree (id, asset)
account.asset text NOT NULL
account.balance bigint NOT NULL
account.id text NOT NULL
account.kind text NOT NULL
account.member_id text
backup_report CONSTRAINT backup_report_pkey PRIMARY KEY (finished_at)
backup_report INDEX CREATE UNIQUE INDEX backup_report_pkey ON public.backup_report USING btree (finished_at)
backup_report.bytes bigint NOT NULL
backup_report.finished_at timestamp with time zone NOT NULL
backup_report.log_index bigint NOT NULL
cashier CONSTRAINT cashier_pkey PRIMARY KEY (id)
cashier CONSTRAINT cashier_role_check CHECK ((role = ANY (ARRAY['cashier'::text, 'manager'::text])))
cashier CONSTRAINT cashier_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
cashier INDEX CREATE INDEX cashier_feed ON public.cashier USING btree (store_id, change_no)
cashier INDEX CREATE UNIQUE INDEX cashier_pkey ON public.cashier USING btree (id)
cashier TRIGGER CREATE TRIGGER cashier_change BEFORE INSERT OR UPDATE ON public.cashier FOR EACH ROW EXECUTE FUNCTION assign_change_no('4')
cashier.active boolean NOT NULL
cashier.change_no bigint NOT NULL
cashier.id text NOT NULL
cashier.language text NOT NULL
cashier.name text NOT NULL
cashier.pin_hash text NOT NULL
cashier.role text NOT NULL
cashier.store_id text NOT NULL
chain CONSTRAINT chain_epoch_check CHECK ((epoch >= 1))
chain CONSTRAINT chain_pkey PRIMARY KEY (till, epoch)
chain CONSTRAINT chain_till_fkey FOREIGN KEY (till) REFERENCES till(id)
chain CONSTRAINT chain_wm_check CHECK ((wm >= 0))
chain INDEX CREATE UNIQUE INDEX chain_pkey ON public.chain USING btree (till, epoch)
chain.enrolled_at_ms bigint NOT NULL
chain.epoch integer NOT NULL
chain.head_hash text NOT NULL
chain.last_at_ms bigint NOT NULL DEFAULT 0
chain.public_key text NOT NULL
chain.revoked_at_ms bigint
chain.suspended boolean NOT NULL DEFAULT false
chain.till text NOT NULL
chain.wm integer NOT NULL DEFAULT 0
company CONSTRAINT company_pkey PRIMARY KEY (id)
company INDEX CREATE UNIQUE INDEX company_pkey ON public.company USING btree (id)
company.id text NOT NULL
company.name text NOT NULL
company.tax_number text NOT NULL
day_report CONSTRAINT day_report_pkey PRIMARY KEY (till, epoch, upto_seq)
day_report CONSTRAINT day_report_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
day_report INDEX CREATE UNIQUE INDEX day_report_pkey ON public.day_report USING btree (till, epoch, upto_seq)
day_report.at_ms bigint NOT NULL
day_report.confirmed boolean NOT NULL
day_report.differences jsonb NOT NULL
day_report.epoch integer NOT NULL
day_report.from_seq integer NOT NULL
day_report.store_id text NOT NULL
day_report.till text NOT NULL
day_report.totals jsonb NOT NULL
day_report.upto_seq integer NOT NULL
device_log CONSTRAINT device_log_pkey PRIMARY KEY (till, id)
device_log CONSTRAINT device_log_till_fkey FOREIGN KEY (till) REFERENCES till(id)
device_log INDEX CREATE UNIQUE INDEX device_log_pkey ON public.device_log USING btree (till, id)
device_log.business_date text NOT NULL
device_log.data jsonb NOT NULL
device_log.id text NOT NULL
device_log.kind text NOT NULL
device_log.till text NOT NULL
device_log.wall_ms bigint NOT NULL
due_run CONSTRAINT due_run_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
due_run CONSTRAINT due_run_pkey PRIMARY KEY (company_id)
due_run INDEX CREATE UNIQUE INDEX due_run_pkey ON public.due_run USING btree (company_id)
due_run.after_id text
due_run.company_id text NOT NULL
due_run.ran_on text NOT NULL
effect_undone CONSTRAINT effect_undone_pkey PRIMARY KEY (effect_id)
effect_undone CONSTRAINT effect_undone_undone_check CHECK ((undone > 0))
effect_undone INDEX CREATE UNIQUE INDEX effect_undone_pkey ON public.effect_undone USING btree (effect_id)
effect_undone.effect_id text NOT NULL
effect_undone.undone bigint NOT NULL
enrol_try CONSTRAINT enrol_try_pkey PRIMARY KEY (network)
enrol_try INDEX CREATE INDEX enrol_try_age ON public.enrol_try USING btree (since)
enrol_try INDEX CREATE UNIQUE INDEX enrol_try_pkey ON public.enrol_try USING btree (network)
enrol_try UNLOGGED
enrol_try.network cidr NOT NULL
enrol_try.since timestamp with time zone NOT NULL DEFAULT statement_timestamp()
enrol_try.tries integer NOT NULL DEFAULT 1
enrolment_code CONSTRAINT enrolment_code_pkey PRIMARY KEY (hash)
enrolment_code CONSTRAINT enrolment_code_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
enrolment_code INDEX CREATE UNIQUE INDEX enrolment_code_pkey ON public.enrolment_code USING btree (hash)
enrolment_code.expires_at_ms bigint NOT NULL
enrolment_code.hash text NOT NULL
enrolment_code.store_id text NOT NULL
enrolment_code.till_name text NOT NULL
enrolment_code.used_at_ms bigint
entry CONSTRAINT entry_log_index_key UNIQUE (log_index)
entry CONSTRAINT entry_pkey PRIMARY KEY (till, epoch, seq)
entry CONSTRAINT entry_seq_check CHECK ((seq >= 1))
entry INDEX CREATE UNIQUE INDEX entry_id_once ON public.entry USING btree (id) WHERE (NOT repeated)
entry INDEX CREATE UNIQUE INDEX entry_log_index_key ON public.entry USING btree (log_index)
entry INDEX CREATE UNIQUE INDEX entry_pkey ON public.entry USING btree (till, epoch, seq)
entry TRIGGER CREATE TRIGGER entry_is_fixed BEFORE UPDATE OF till, epoch, seq, id, kind, repeated, hash, prev, head, sig, log_index ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
entry TRIGGER CREATE TRIGGER entry_stays BEFORE DELETE OR TRUNCATE ON public.entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
entry.body text
entry.business_date text NOT NULL
entry.epoch integer NOT NULL
entry.hash text NOT NULL
entry.head text NOT NULL
entry.id text NOT NULL
entry.kind text NOT NULL
entry.log_index bigint NOT NULL
entry.posted_at_ms bigint NOT NULL
entry.prev text NOT NULL
entry.received_at_ms bigint NOT NULL
entry.repeated boolean NOT NULL
entry.seq integer NOT NULL
entry.sig text NOT NULL
entry.till text NOT NULL
entry.total_minor bigint NOT NULL
fork_evidence CONSTRAINT fork_evidence_log_index_key UNIQUE (log_index)
fork_evidence CONSTRAINT fork_evidence_pkey PRIMARY KEY (till, epoch, seq, hash)
fork_evidence INDEX CREATE UNIQUE INDEX fork_evidence_log_index_key ON public.fork_evidence USING btree (log_index)
fork_evidence INDEX CREATE UNIQUE INDEX fork_evidence_pkey ON public.fork_evidence USING btree (till, epoch, seq, hash)
fork_evidence.body text NOT NULL
fork_evidence.epoch integer NOT NULL
fork_evidence.hash text NOT NULL
fork_evidence.head text NOT NULL
fork_evidence.log_index bigint
fork_evidence.reason text NOT NULL
fork_evidence.received_at_ms bigint NOT NULL
fork_evidence.seq integer NOT NULL
fork_evidence.sig text NOT NULL
fork_evidence.till text NOT NULL
gift_card CONSTRAINT gift_card_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
gift_card CONSTRAINT gift_card_id_check CHECK ((id ~~ 'card:%'::text))
gift_card CONSTRAINT gift_card_pkey PRIMARY KEY (id)
gift_card INDEX CREATE UNIQUE INDEX gift_card_pkey ON public.gift_card USING btree (id)
gift_card.company_id text NOT NULL
gift_card.id text NOT NULL
hq_identity CONSTRAINT hq_identity_epoch_from_log_index_check CHECK ((epoch_from_log_index >= 0))
hq_identity CONSTRAINT hq_identity_hq_epoch_check CHECK ((hq_epoch >= 1))
hq_identity CONSTRAINT hq_identity_id_check CHECK ((id = 1))
hq_identity CONSTRAINT hq_identity_pkey PRIMARY KEY (id)
hq_identity INDEX CREATE UNIQUE INDEX hq_identity_pkey ON public.hq_identity USING btree (id)
hq_identity.epoch_from_log_index bigint NOT NULL DEFAULT 0
hq_identity.hq_epoch integer NOT NULL DEFAULT 1
hq_identity.id integer NOT NULL DEFAULT 1
hq_identity.public_key text NOT NULL
hq_log CONSTRAINT hq_log_log_index_check CHECK ((log_index >= 1))
hq_log CONSTRAINT hq_log_pkey PRIMARY KEY (log_index)
hq_log INDEX CREATE UNIQUE INDEX hq_log_own_once ON public.hq_log USING btree (ref, kind) WHERE (kind = ANY (ARRAY['GRANT'::text, 'GUARANTEE'::text, 'WRITE_OFF'::text, 'DUE'::text, 'ADJUST'::text, 'RESOLVE'::text]))
hq_log INDEX CREATE UNIQUE INDEX hq_log_pkey ON public.hq_log USING btree (log_index)
hq_log INDEX CREATE UNIQUE INDEX hq_log_posts_once ON public.hq_log USING btree (ref) WHERE (kind = ANY (ARRAY['ENTRY'::text, 'OPENING'::text]))
hq_log TRIGGER CREATE TRIGGER hq_log_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.hq_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
hq_log.at_ms bigint NOT NULL
hq_log.hash text NOT NULL
hq_log.kind text NOT NULL
hq_log.log_index bigint NOT NULL
hq_log.prev_hash text NOT NULL
hq_log.record text NOT NULL
hq_log.ref text NOT NULL
hq_log.sig text
incident CONSTRAINT incident_pkey PRIMARY KEY (id)
incident INDEX CREATE INDEX incident_unseen ON public.incident USING btree (id) WHERE (seen_at_ms IS NULL)
incident INDEX CREATE UNIQUE INDEX incident_pkey ON public.incident USING btree (id)
incident.amount bigint NOT NULL
incident.at_ms bigint NOT NULL
incident.effect_id text NOT NULL
incident.id bigint NOT NULL
incident.kind text NOT NULL
incident.log_index bigint NOT NULL
incident.seen_at_ms bigint
incident.till text
intent CONSTRAINT intent_pkey PRIMARY KEY (id)
intent CONSTRAINT intent_state_check CHECK ((state = ANY (ARRAY['open'::text, 'spent'::text, 'abandoned'::text])))
intent INDEX CREATE UNIQUE INDEX intent_pkey ON public.intent USING btree (id)
intent.at_ms bigint NOT NULL
intent.entries text[] NOT NULL
intent.id text NOT NULL
intent.lease text
intent.owner text NOT NULL
intent.state text NOT NULL
intent.till text
lease CONSTRAINT lease_amount_check CHECK ((amount > 0))
lease CONSTRAINT lease_check CHECK (((guaranteed >= 0) AND (guaranteed <= amount)))
lease CONSTRAINT lease_holder_till_epoch_fkey FOREIGN KEY (holder_till, epoch) REFERENCES chain(till, epoch)
lease CONSTRAINT lease_intent_key UNIQUE (intent)
lease CONSTRAINT lease_pkey PRIMARY KEY (id)
lease CONSTRAINT lease_state_check CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'FROZEN'::text, 'CLOSED'::text, 'WRITTEN_OFF'::text])))
lease CONSTRAINT lease_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
lease INDEX CREATE INDEX lease_active_end ON public.lease USING btree (expires_at_ms) WHERE (state = 'ACTIVE'::text)
lease INDEX CREATE INDEX lease_open_holder ON public.lease USING btree (holder_till, epoch, granted_log_index) WHERE (state = ANY (ARRAY['ACTIVE'::text, 'FROZEN'::text]))
lease INDEX CREATE INDEX lease_open_owner ON public.lease USING btree (owner) WHERE (state = ANY (ARRAY['ACTIVE'::text, 'FROZEN'::text]))
lease INDEX CREATE UNIQUE INDEX lease_intent_key ON public.lease USING btree (intent)
lease INDEX CREATE UNIQUE INDEX lease_pkey ON public.lease USING btree (id)
lease.amount bigint NOT NULL
lease.asset text NOT NULL
lease.closed_log_index bigint
lease.epoch integer NOT NULL
lease.expires_at_ms bigint NOT NULL
lease.grant_document text NOT NULL
lease.grant_sig text NOT NULL
lease.granted_at_ms bigint NOT NULL
lease.granted_log_index bigint NOT NULL
lease.guaranteed bigint NOT NULL DEFAULT 0
lease.holder_till text NOT NULL
lease.id text NOT NULL
lease.intent text
lease.owner text NOT NULL
lease.recalled_at_ms bigint
lease.state text NOT NULL
lease.store_id text NOT NULL
lot CONSTRAINT lot_amount_check CHECK ((amount > 0))
lot CONSTRAINT lot_check CHECK (((remaining >= 0) AND (remaining <= amount)))
lot CONSTRAINT lot_pkey PRIMARY KEY (id, account)
lot INDEX CREATE INDEX lot_account ON public.lot USING btree (account, asset) WHERE (remaining > 0)
lot INDEX CREATE UNIQUE INDEX lot_pkey ON public.lot USING btree (id, account)
lot.account text NOT NULL
lot.active_on text NOT NULL
lot.amount bigint NOT NULL
lot.asset text NOT NULL
lot.earned_at_ms bigint NOT NULL
lot.id text NOT NULL
lot.idle_days integer
lot.last_day text
lot.remaining bigint NOT NULL
member CONSTRAINT member_card_number_key UNIQUE (card_number)
member CONSTRAINT member_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
member CONSTRAINT member_pkey PRIMARY KEY (id)
member CONSTRAINT member_spend_minor_check CHECK ((spend_minor >= 0))
member CONSTRAINT member_visits_check CHECK ((visits >= 0))
member INDEX CREATE INDEX member_feed ON public.member USING btree (company_id, change_no)
member INDEX CREATE UNIQUE INDEX member_card_number_key ON public.member USING btree (card_number)
member INDEX CREATE UNIQUE INDEX member_pkey ON public.member USING btree (id)
member TRIGGER CREATE TRIGGER member_change BEFORE INSERT OR UPDATE ON public.member FOR EACH ROW EXECUTE FUNCTION assign_change_no('2')
member.card_number text NOT NULL
member.change_no bigint NOT NULL
member.company_id text NOT NULL
member.erased boolean NOT NULL DEFAULT false
member.facts jsonb NOT NULL DEFAULT '{}'::jsonb
member.id text NOT NULL
member.spend_minor bigint NOT NULL
member.tier_id text NOT NULL
member.visits integer NOT NULL
member_identity CONSTRAINT member_identity_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
member_identity CONSTRAINT member_identity_pkey PRIMARY KEY (member_id)
member_identity INDEX CREATE UNIQUE INDEX member_identity_pkey ON public.member_identity USING btree (member_id)
member_identity.birthday_sealed bytea
member_identity.member_id text NOT NULL
member_identity.name_sealed bytea NOT NULL
member_identity.phone_sealed bytea NOT NULL
member_key CONSTRAINT member_key_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
member_key CONSTRAINT member_key_pkey PRIMARY KEY (member_id)
member_key INDEX CREATE UNIQUE INDEX member_key_pkey ON public.member_key USING btree (member_id)
member_key.member_id text NOT NULL
member_key.wrapped_key bytea NOT NULL
owner_try CONSTRAINT owner_try_pkey PRIMARY KEY (till)
owner_try INDEX CREATE UNIQUE INDEX owner_try_pkey ON public.owner_try USING btree (till)
owner_try UNLOGGED
owner_try.since timestamp with time zone NOT NULL DEFAULT statement_timestamp()
owner_try.till text NOT NULL
owner_try.tries integer NOT NULL DEFAULT 1
posted_effect CONSTRAINT posted_effect_amount_check CHECK ((amount > 0))
posted_effect CONSTRAINT posted_effect_effect_check CHECK ((effect = ANY (ARRAY['EARN'::text, 'REDEEM'::text])))
posted_effect CONSTRAINT posted_effect_pkey PRIMARY KEY (effect_id)
posted_effect CONSTRAINT posted_effect_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
posted_effect INDEX CREATE INDEX posted_effect_entry ON public.posted_effect USING btree (entry_id)
posted_effect INDEX CREATE INDEX posted_effect_owner ON public.posted_effect USING btree (owner, at_ms)
posted_effect INDEX CREATE UNIQUE INDEX posted_effect_pkey ON public.posted_effect USING btree (effect_id)
posted_effect.amount bigint NOT NULL
posted_effect.asset text NOT NULL
posted_effect.at_ms bigint NOT NULL
posted_effect.effect text NOT NULL
posted_effect.effect_id text NOT NULL
posted_effect.entry_id text NOT NULL
posted_effect.intent text
posted_effect.owner text NOT NULL
posted_effect.store_id text NOT NULL
product CONSTRAINT product_company_id_code_key UNIQUE (company_id, code)
product CONSTRAINT product_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
product CONSTRAINT product_pkey PRIMARY KEY (id)
product CONSTRAINT product_price_minor_check CHECK ((price_minor >= 0))
product CONSTRAINT product_unit_check CHECK ((unit = ANY (ARRAY['piece'::text, 'kilogram'::text])))
product INDEX CREATE INDEX product_feed ON public.product USING btree (company_id, change_no)
product INDEX CREATE UNIQUE INDEX product_company_id_code_key ON public.product USING btree (company_id, code)
product INDEX CREATE UNIQUE INDEX product_pkey ON public.product USING btree (id)
product TRIGGER CREATE TRIGGER product_change BEFORE INSERT OR UPDATE ON public.product FOR EACH ROW EXECUTE FUNCTION assign_change_no('1')
product.category_id text NOT NULL
product.change_no bigint NOT NULL
product.code text NOT NULL
product.company_id text NOT NULL
product.deleted boolean NOT NULL DEFAULT false
product.id text NOT NULL
product.name text NOT NULL
product.price_minor bigint NOT NULL
product.tags text[] NOT NULL
product.tax_id text NOT NULL
product.unit text NOT NULL
programme CONSTRAINT programme_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
programme CONSTRAINT programme_pkey PRIMARY KEY (company_id, version)
programme CONSTRAINT programme_version_check CHECK ((version >= 1))
programme INDEX CREATE INDEX programme_feed ON public.programme USING btree (company_id, change_no)
programme INDEX CREATE UNIQUE INDEX programme_pkey ON public.programme USING btree (company_id, version)
programme TRIGGER CREATE TRIGGER programme_change BEFORE INSERT OR UPDATE ON public.programme FOR EACH ROW EXECUTE FUNCTION assign_change_no('3')
programme.change_no bigint NOT NULL
programme.company_id text NOT NULL
programme.document text NOT NULL
programme.hash text NOT NULL
programme.sig text NOT NULL
programme.version integer NOT NULL
quarantine CONSTRAINT quarantine_log_index_key UNIQUE (log_index)
quarantine CONSTRAINT quarantine_pkey PRIMARY KEY (id)
quarantine INDEX CREATE INDEX quarantine_open ON public.quarantine USING btree (id) WHERE (resolved_at_ms IS NULL)
quarantine INDEX CREATE UNIQUE INDEX quarantine_log_index_key ON public.quarantine USING btree (log_index)
quarantine INDEX CREATE UNIQUE INDEX quarantine_pkey ON public.quarantine USING btree (id)
quarantine INDEX CREATE UNIQUE INDEX quarantine_refused_once ON public.quarantine USING btree (till, epoch, hash) WHERE (log_index IS NULL)
quarantine.at_ms bigint NOT NULL
quarantine.entry_id text
quarantine.epoch integer NOT NULL
quarantine.hash text NOT NULL
quarantine.id bigint NOT NULL
quarantine.log_index bigint
quarantine.reason text NOT NULL
quarantine.refused text
quarantine.resolved_at_ms bigint
quarantine.seq integer
quarantine.till text NOT NULL
request_nonce CONSTRAINT request_nonce_pkey PRIMARY KEY (till, nonce)
request_nonce INDEX CREATE INDEX request_nonce_age ON public.request_nonce USING btree (taken_at)
request_nonce INDEX CREATE UNIQUE INDEX request_nonce_pkey ON public.request_nonce USING btree (till, nonce)
request_nonce UNLOGGED
request_nonce.nonce uuid NOT NULL
request_nonce.taken_at timestamp with time zone NOT NULL DEFAULT statement_timestamp()
request_nonce.till text NOT NULL
rule_use CONSTRAINT rule_use_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
rule_use CONSTRAINT rule_use_pkey PRIMARY KEY (company_id, rule_id)
rule_use CONSTRAINT rule_use_times_check CHECK ((times > 0))
rule_use INDEX CREATE UNIQUE INDEX rule_use_pkey ON public.rule_use USING btree (company_id, rule_id)
rule_use.company_id text NOT NULL
rule_use.rule_id text NOT NULL
rule_use.times bigint NOT NULL
staleness CONSTRAINT staleness_kind_check CHECK ((kind = ANY (ARRAY['price'::text, 'product'::text, 'tier'::text, 'referral'::text])))
staleness CONSTRAINT staleness_pkey PRIMARY KEY (id)
staleness INDEX CREATE UNIQUE INDEX staleness_pkey ON public.staleness USING btree (id)
staleness.id bigint NOT NULL
staleness.kind text NOT NULL
staleness.log_index bigint NOT NULL
staleness.seen text NOT NULL
staleness.subject text NOT NULL
staleness.truth text NOT NULL
store CONSTRAINT store_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
store CONSTRAINT store_currency_exponent_check CHECK ((currency_exponent = ANY (ARRAY[0, 2])))
store CONSTRAINT store_pkey PRIMARY KEY (id)
store INDEX CREATE UNIQUE INDEX store_pkey ON public.store USING btree (id)
store.address text NOT NULL
store.company_id text NOT NULL
store.currency_code text NOT NULL
store.currency_exponent integer NOT NULL
store.id text NOT NULL
store.lease_policy jsonb
store.name text NOT NULL
store.phone_country_code text NOT NULL
store.receipt_language text NOT NULL
store.sync_policy jsonb NOT NULL
store.taxes jsonb NOT NULL
store.time_zone text NOT NULL
store_visit CONSTRAINT store_visit_member_id_fkey FOREIGN KEY (member_id) REFERENCES member(id)
store_visit CONSTRAINT store_visit_pkey PRIMARY KEY (member_id, store_id)
store_visit CONSTRAINT store_visit_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
store_visit INDEX CREATE INDEX store_visit_due ON public.store_visit USING btree (store_id) WHERE due
store_visit INDEX CREATE UNIQUE INDEX store_visit_pkey ON public.store_visit USING btree (member_id, store_id)
store_visit.due boolean NOT NULL DEFAULT true
store_visit.last_ms bigint NOT NULL
store_visit.member_id text NOT NULL
store_visit.store_id text NOT NULL
store_visit.till text NOT NULL
tier_review CONSTRAINT tier_review_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id)
tier_review CONSTRAINT tier_review_pkey PRIMARY KEY (company_id)
tier_review INDEX CREATE UNIQUE INDEX tier_review_pkey ON public.tier_review USING btree (company_id)
tier_review.after_id text
tier_review.company_id text NOT NULL
tier_review.reviewed_on text NOT NULL
till CONSTRAINT till_epoch_check CHECK ((epoch >= 1))
till CONSTRAINT till_pkey PRIMARY KEY (id)
till CONSTRAINT till_store_id_fkey FOREIGN KEY (store_id) REFERENCES store(id)
till CONSTRAINT till_store_id_name_key UNIQUE (store_id, name)
till CONSTRAINT till_store_id_number_key UNIQUE (store_id, number)
till INDEX CREATE UNIQUE INDEX till_pkey ON public.till USING btree (id)
till INDEX CREATE UNIQUE INDEX till_store_id_name_key ON public.till USING btree (store_id, name)
till INDEX CREATE UNIQUE INDEX till_store_id_number_key ON public.till USING btree (store_id, number)
till.epoch integer NOT NULL
till.id text NOT NULL
till.name text NOT NULL
till.number integer NOT NULL
till.store_id text NOT NULL
till_contact CONSTRAINT till_contact_pkey PRIMARY KEY (till)
till_contact INDEX CREATE UNIQUE INDEX till_contact_pkey ON public.till_contact USING btree (till)
till_contact UNLOGGED
till_contact.at timestamp with time zone NOT NULL
till_contact.till text NOT NULL
till_contact.unsent integer NOT NULL
transfer CONSTRAINT transfer_amount_check CHECK ((amount > 0))
transfer CONSTRAINT transfer_check CHECK ((debit <> credit))
transfer CONSTRAINT transfer_pkey PRIMARY KEY (effect_id, leg)
transfer INDEX CREATE INDEX transfer_log ON public.transfer USING brin (log_index)
transfer INDEX CREATE UNIQUE INDEX transfer_pkey ON public.transfer USING btree (effect_id, leg)
transfer TRIGGER CREATE TRIGGER transfer_stays BEFORE DELETE OR UPDATE OR TRUNCATE ON public.transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
transfer.amount bigint NOT NULL
transfer.asset text NOT NULL
transfer.credit text NOT NULL
transfer.debit text NOT NULL
transfer.effect_id text NOT NULL
transfer.leg integer NOT NULL
transfer.log_index bigint NOT NULL
transfer.lot text
