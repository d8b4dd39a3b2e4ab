-- The other attributes of Okta's base profile, as JSON.
ALTER TABLE users ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';

-- The language of a template's own text, which competes with its translations.
ALTER TABLE sms_templates ADD COLUMN language TEXT NOT NULL DEFAULT 'en';

-- Translations are found by the present names of languages.
UPDATE sms_templates SET translations = json_remove(json_set(translations, '$.he', translations ->> '$.iw'), '$.iw')
WHERE translations ->> '$.iw' IS NOT NULL AND translations ->> '$.he' IS NULL;
UPDATE sms_templates SET translations = json_remove(json_set(translations, '$.id', translations ->> '$.in'), '$.in')
WHERE translations ->> '$.in' IS NOT NULL AND translations ->> '$.id' IS NULL;
UPDATE sms_templates SET translations = json_remove(json_set(translations, '$.no', translations ->> '$.nb'), '$.nb')
WHERE translations ->> '$.nb' IS NOT NULL AND translations ->> '$.no' IS NULL;
