/** Where tills stand, who works there, what is sold: company → store → till, staff, goods, programmes. */
export const place = `
CREATE TABLE hq_identity (
  id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  public_key text NOT NULL
);
CREATE TABLE company (id text PRIMARY KEY, name text NOT NULL, tax_number text NOT NULL);
CREATE TABLE store (
  id text PRIMARY KEY,
  company_id text NOT NULL REFERENCES company,
  name text NOT NULL,
  address text NOT NULL,
  currency_code text NOT NULL,
  currency_exponent int NOT NULL CHECK (currency_exponent IN (0, 2)),
  time_zone text NOT NULL,
  receipt_language text NOT NULL,
  phone_country_code text NOT NULL,
  taxes jsonb NOT NULL,
  sync_policy jsonb NOT NULL
);
CREATE TABLE till (
  id text PRIMARY KEY,
  store_id text NOT NULL REFERENCES store,
  number int NOT NULL,
  name text NOT NULL,
  epoch int NOT NULL CHECK (epoch >= 1),
  UNIQUE (store_id, number),
  UNIQUE (store_id, name)
);
CREATE TABLE enrolment_code (
  hash text PRIMARY KEY,
  store_id text NOT NULL REFERENCES store,
  till_name text NOT NULL,
  expires_at_ms bigint NOT NULL,
  used_at_ms bigint
);

-- server/feed/change-order.ts says why the lock is held until commit.
CREATE SEQUENCE change_no;
CREATE FUNCTION assign_change_no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7001, TG_ARGV[0]::int);
  NEW.change_no := nextval('change_no');
  RETURN NEW;
END $$;

CREATE TABLE product (
  id text PRIMARY KEY,
  company_id text NOT NULL REFERENCES company,
  code text NOT NULL,
  name text NOT NULL,
  category_id text NOT NULL,
  tags text[] NOT NULL,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  tax_id text NOT NULL,
  unit text NOT NULL CHECK (unit IN ('piece', 'kilogram')),
  deleted boolean NOT NULL DEFAULT false,
  change_no bigint NOT NULL,
  UNIQUE (company_id, code)
);
CREATE INDEX product_feed ON product (company_id, change_no);
CREATE TRIGGER product_change BEFORE INSERT OR UPDATE ON product
  FOR EACH ROW EXECUTE FUNCTION assign_change_no('1');

CREATE TABLE programme (
  company_id text NOT NULL REFERENCES company,
  version int NOT NULL CHECK (version >= 1),
  document text NOT NULL,
  sig text NOT NULL,
  hash text NOT NULL,
  change_no bigint NOT NULL,
  PRIMARY KEY (company_id, version)
);
CREATE INDEX programme_feed ON programme (company_id, change_no);
CREATE TRIGGER programme_change BEFORE INSERT OR UPDATE ON programme
  FOR EACH ROW EXECUTE FUNCTION assign_change_no('3');

CREATE TABLE cashier (
  id text PRIMARY KEY,
  store_id text NOT NULL REFERENCES store,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('cashier', 'manager')),
  language text NOT NULL,
  pin_hash text NOT NULL,
  active boolean NOT NULL,
  change_no bigint NOT NULL
);
CREATE INDEX cashier_feed ON cashier (store_id, change_no);
CREATE TRIGGER cashier_change BEFORE INSERT OR UPDATE ON cashier
  FOR EACH ROW EXECUTE FUNCTION assign_change_no('4');
`;
