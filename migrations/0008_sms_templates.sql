-- SMS templates: texts that administrators write in place of the built-in ones. Nothing in them is secret.
CREATE TABLE sms_templates (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('SMS_VERIFY_CODE')),
	template TEXT NOT NULL,
	-- {language: text}, merged by json_patch when a change names some of them.
	translations TEXT NOT NULL CHECK (json_type(translations) = 'object'),
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
