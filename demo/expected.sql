-- What ClientSuccess has to hold afterwards, worked out by the database: the good rows, with the
-- values they become. The demo compares this with what was written.

CREATE VIEW expected_clients AS
SELECT
	external_id AS "externalId",
	name,
	upper(status) AS status,
	active,
	site_url AS "siteUrl",
	street,
	city,
	state,
	zip,
	country,
	to_char(inception_date AT TIME ZONE 'America/New_York', 'YYYY-MM-DD') AS "inceptionDate",
	to_char(terminated_date, 'YYYY-MM-DD') AS "terminatedDate",
	nps_score AS "npsScore",
	json_build_object('plan__cs', plan__cs, 'seats__cs', seats__cs) AS custom
FROM customers
WHERE name IS NOT NULL
	AND upper(status) IN ('ACTIVE', 'INACTIVE', 'TRIAL', 'TERMINATED')
	AND (nps_score IS NULL OR nps_score BETWEEN -100 AND 100);

CREATE VIEW expected_contacts AS
SELECT client_uuid AS "clientId", email, first_name AS "firstName", last_name AS "lastName", title, phone
FROM contacts
JOIN customers ON external_id = customer_id
JOIN expected_clients ON "externalId" = customer_id
WHERE legacy_client_uuid IS NULL;

CREATE VIEW expected_contracts AS
SELECT
	client_uuid AS "clientId",
	contracts.name,
	amount::float8 AS amount,
	to_char(start_date, 'YYYY-MM-DD') AS "startDate",
	end_date AS "endDate"
FROM contracts
JOIN customers ON external_id = customer_id
JOIN expected_clients ON "externalId" = customer_id
WHERE amount <> 'NaN' AND pg_input_is_valid(end_date, 'date');
