-- A small customer warehouse: 120 customers, 450 contacts and 200 contracts, and among them the rows
-- every real one has. Columns are named and typed as a warehouse does it, not as ClientSuccess does.

CREATE TABLE customers (
	external_id     text PRIMARY KEY,
	name            text,
	status          text NOT NULL,
	active          boolean NOT NULL,
	site_url        text,
	street          text,
	city            text,
	state           text,
	zip             text,
	country         text,
	inception_date  timestamptz,
	terminated_date date,
	nps_score       smallint,
	plan__cs        text,
	seats__cs       integer,
	client_uuid     text,
	loaded_at       timestamp NOT NULL
);

CREATE TABLE contacts (
	contact_id         integer PRIMARY KEY,
	customer_id        text NOT NULL,
	email              text NOT NULL,
	first_name         text,
	last_name          text,
	title              text,
	phone              text,
	legacy_client_uuid text
);

CREATE TABLE contracts (
	contract_id integer PRIMARY KEY,
	customer_id text NOT NULL,
	name        text NOT NULL,
	amount      numeric(12, 2),
	start_date  date,
	end_date    text -- typed in by hand, in a system that doesn't check
);

INSERT INTO customers
SELECT
	'ACC-' || to_char(n, 'FM0000'),
	(ARRAY['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Ivy', 'Juniper', 'Koa', 'Larch'])[1 + n % 12]
		|| ' '
		|| (ARRAY['Logistics', 'Foods', 'Robotics', 'Energy', 'Health', 'Media', 'Textiles', 'Optics', 'Travel', 'Marine'])[1 + (n - 1) / 12],
	(ARRAY['active', 'Active', 'TRIAL', 'active', 'inactive', 'Terminated'])[1 + n % 6],
	n % 6 < 4,
	'https://customer-' || n || '.example',
	CASE WHEN n % 3 > 0 THEN n || ' Main Street' END,
	(ARRAY['Boston', 'Chicago', 'Denver', 'Albany'])[1 + n % 4],
	(ARRAY['MA', 'IL', 'CO', 'NY'])[1 + n % 4],
	to_char(n * 83, 'FM00000'),
	'US',
	timestamptz '2023-01-01 00:40:00+00' + n * interval '5 days 3 hours',
	CASE WHEN n % 6 = 5 THEN date '2025-01-31' + n END,
	CASE WHEN n % 4 > 0 THEN n * 37 % 201 - 100 END,
	(ARRAY['Starter', 'Business', 'Enterprise'])[1 + n % 3],
	n * 5,
	NULL,
	timestamp '2026-01-15 06:00:00'
FROM generate_series(1, 120) AS n;

INSERT INTO contacts
SELECT
	n,
	'ACC-' || to_char(1 + (n - 1) % 120, 'FM0000'),
	'person-' || n || '@customer-' || 1 + (n - 1) % 120 || '.example',
	(ARRAY['Ada', 'Björn', 'Chloé', 'Dmitri', 'Esther', 'Fatima', 'Grace'])[1 + n % 7],
	(ARRAY['Quinn', 'O''Hara', 'Müller', 'Sato', 'Okafor'])[1 + n % 5],
	(ARRAY['CTO', 'Head of Support', 'Buyer'])[1 + n % 3],
	CASE WHEN n % 4 > 0 THEN '+1 555 ' || to_char(n, 'FM0000') END,
	NULL
FROM generate_series(1, 450) AS n;

INSERT INTO contracts
SELECT
	n,
	'ACC-' || to_char(1 + (n - 1) % 120, 'FM0000'),
	'Order ' || 10000 + n,
	n * 1250.25,
	date '2025-01-01' + n,
	to_char(date '2025-12-31' + n, 'YYYY-MM-DD')
FROM generate_series(1, 200) AS n;

-- Bad customers. What belongs to them can't be written either, as they get no uuid.
UPDATE customers SET name = NULL WHERE external_id = 'ACC-0017';
UPDATE customers SET status = 'churned' WHERE external_id = 'ACC-0042';
UPDATE customers SET nps_score = 180 WHERE external_id = 'ACC-0063';

-- A contact of a customer that doesn't exist, and two whose client is no longer in ClientSuccess.
UPDATE contacts SET customer_id = 'ACC-9999' WHERE contact_id = 100;
UPDATE contacts SET legacy_client_uuid = 'cln_deleted1' WHERE contact_id IN (205, 330);

-- A day no calendar has, a date no one can read, an amount that isn't one.
UPDATE contracts SET end_date = '2026-02-30' WHERE contract_id = 31;
UPDATE contracts SET end_date = 'next spring' WHERE contract_id = 77;
UPDATE contracts SET amount = 'NaN' WHERE contract_id = 150;
