-- The house's own words in the tables: a purpose instead of Okta's request type, a rule (the delivery route of the API)
-- with its accounts, a try instead of an attempt. Okta's words are made at the wire.
ALTER TABLE deliveries RENAME COLUMN request_type TO purpose;
ALTER TABLE deliveries RENAME COLUMN route_id TO rule_id;
UPDATE deliveries SET purpose = CASE purpose
	WHEN 'com.okta.user.telephony.pre-enrollment' THEN 'enrollment'
	WHEN 'com.okta.user.telephony.account-unlock' THEN 'unlock'
	WHEN 'com.okta.user.telephony.password-reset' THEN 'reset'
	ELSE 'verification' END;

ALTER TABLE delivery_attempts RENAME TO delivery_tries;
ALTER TABLE delivery_tries RENAME COLUMN provider TO provider_name;

ALTER TABLE delivery_routes RENAME TO delivery_rules;
ALTER TABLE delivery_rules RENAME COLUMN request_types TO purposes;
UPDATE delivery_rules SET purposes = (
	SELECT json_group_array(CASE value
		WHEN 'com.okta.user.telephony.pre-enrollment' THEN 'enrollment'
		WHEN 'com.okta.user.telephony.account-unlock' THEN 'unlock'
		WHEN 'com.okta.user.telephony.password-reset' THEN 'reset'
		ELSE 'verification' END)
	FROM json_each(delivery_rules.purposes));

ALTER TABLE delivery_route_providers RENAME TO delivery_rule_accounts;
ALTER TABLE delivery_rule_accounts RENAME COLUMN route_id TO rule_id;
