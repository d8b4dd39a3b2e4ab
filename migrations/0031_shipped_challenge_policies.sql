-- Starting points that administrators edit: a modest policy that is on, and strict ones that are off.
INSERT INTO challenge_lists (id, name, description, kind, entries, created_at, last_updated_at)
VALUES
	('0clRestrictedCountri', 'Restricted countries', NULL, 'COUNTRIES', '[]', unixepoch() * 1000, unixepoch() * 1000),
	('0clRestrictedAddress', 'Restricted addresses', NULL, 'ADDRESSES', '[]', unixepoch() * 1000, unixepoch() * 1000),
	('0clRestrictedNetwork', 'Restricted networks', NULL, 'ASNS', '[]', unixepoch() * 1000, unixepoch() * 1000),
	('0clRestrictedSoftwar', 'Restricted software', NULL, 'USER_AGENTS', '[]', unixepoch() * 1000, unixepoch() * 1000),
	('0clRestrictedDevices', 'Restricted devices', NULL, 'DEVICES', '[]', unixepoch() * 1000, unixepoch() * 1000),
	('0clRestrictedUsers00', 'Restricted users', NULL, 'USERS', '[]', unixepoch() * 1000, unixepoch() * 1000);

INSERT INTO challenge_policies
	(id, name, description, status, checkpoint, engine, weight, group_ids, rules, combinations, created_at, last_updated_at)
VALUES
	('0cpShippedDefault000', 'New device or failures', 'Challenges a user who comes from a new device or has entered wrong codes', 'ACTIVE', 'POST_AUTHENTICATION', 'MAXIMUM', 100, NULL,
		'[
			{"name": "New device", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-new-for-user", "parameters": {}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Failures by SMS", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeSMS", "failures": 3}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Failures by e-mail", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeEmail", "failures": 3}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Failures by call", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeVoice", "failures": 3}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Failures by token", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeToken", "failures": 3}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null}
		]',
		'[]',
		unixepoch() * 1000, unixepoch() * 1000),
	('0cpShippedPreAuth000', 'Strict: before the password', 'Blocks what the lists of restricted things name', 'INACTIVE', 'PRE_AUTHENTICATION', 'AVERAGE', 100, NULL,
		'[
			{"name": "Restricted countries", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "location-country-in-list", "parameters": {"listId": "0clRestrictedCountri"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null},
			{"name": "Restricted addresses", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "location-address-in-list", "parameters": {"listId": "0clRestrictedAddress"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null},
			{"name": "Restricted networks", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "location-asn-in-list", "parameters": {"listId": "0clRestrictedNetwork"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null},
			{"name": "Restricted software", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-user-agent-in-list", "parameters": {"listId": "0clRestrictedSoftwar"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null},
			{"name": "Restricted devices", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-in-list", "parameters": {"listId": "0clRestrictedDevices"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null},
			{"name": "Restricted users", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-in-list", "parameters": {"listId": "0clRestrictedUsers00"}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null}
		]',
		'[]',
		unixepoch() * 1000, unixepoch() * 1000),
	('0cpShippedPad0000000', 'Strict: input device', 'A plain page for telephones, a text pad for everybody else', 'INACTIVE', 'AUTHENTIPAD', 'AVERAGE', 100, NULL,
		'[
			{"name": "Mobile browser", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-mobile-browser", "parameters": {}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "Not registered", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-information-registered", "parameters": {}, "is": false, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "TEXT_PAD", "alertGroup": null},
			{"name": "Image assigned", "status": "INACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-image-assigned", "parameters": {}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "TEXT_PAD_PERSONALIZED", "alertGroup": null}
		]',
		'[
			{"rules": {"Mobile browser": "TRUE"}, "score": 0, "policyId": null, "actionGroup": "HTML_PAD", "alertGroup": null}
		]',
		unixepoch() * 1000, unixepoch() * 1000),
	('0cpShippedPostAuth00', 'Strict: after the password', 'Challenges what is unusual, and blocks what is impossible', 'INACTIVE', 'POST_AUTHENTICATION', 'MAXIMUM', 100, NULL,
		'[
			{"name": "New device", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-new-for-user", "parameters": {}, "is": true, "valueOnError": false}], "score": 500, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Too fast", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-velocity", "parameters": {"milesPerHour": 500, "ignoreSameDevice": true}, "is": true, "valueOnError": false}], "score": 700, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Address of many users", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "location-address-user-count", "parameters": {"seconds": 3600, "users": 10}, "is": true, "valueOnError": false}], "score": 800, "weight": 100, "actionGroup": "CHALLENGE", "alertGroup": null},
			{"name": "Device of many users", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "device-user-count", "parameters": {"seconds": 3600, "users": 5}, "is": true, "valueOnError": false}], "score": 1000, "weight": 100, "actionGroup": "BLOCK", "alertGroup": null}
		]',
		'[]',
		unixepoch() * 1000, unixepoch() * 1000),
	('0cpShippedRegister00', 'Strict: registration', 'Asks for what a user has not registered yet', 'INACTIVE', 'REGISTRATION', 'WEIGHTED_AVERAGE', 100, NULL,
		'[
			{"name": "Account not active", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-account-status", "parameters": {"status": "ACTIVE"}, "is": false, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "REGISTER", "alertGroup": null},
			{"name": "No questions", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-question-status", "parameters": {}, "is": false, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "REGISTER_QUESTIONS", "alertGroup": null},
			{"name": "No contact data", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-information-registered", "parameters": {}, "is": false, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "REGISTER_USER_INFO", "alertGroup": null},
			{"name": "No image", "status": "INACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-image-assigned", "parameters": {}, "is": false, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "REGISTER_PREFERENCES", "alertGroup": null},
			{"name": "Skipped too often", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-action-count", "parameters": {"action": "REGISTER_OPTIONAL", "checkpoint": null, "seconds": 300, "moreThan": 3}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": "REGISTRATION_REQUIRED", "alertGroup": null}
		]',
		'[]',
		unixepoch() * 1000, unixepoch() * 1000),
	('0cpShippedChallenge0', 'Strict: challenge type', 'SMS, then e-mail, then questions, as long as none has failed three times', 'INACTIVE', 'CHALLENGE', 'WEIGHTED_AVERAGE', 100, NULL,
		'[
			{"name": "SMS failed", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeSMS", "failures": 3}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "E-mail failed", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-otp-failures", "parameters": {"challengeType": "ChallengeEmail", "failures": 3}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "Questions failed", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-question-failures", "parameters": {"failures": 3}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "Questions set", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "user-question-status", "parameters": {}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "E-mail available", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "session-value-in-list", "parameters": {"key": "AvailableChallengeTypes", "value": "ChallengeEmail"}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "SMS available", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "session-value-in-list", "parameters": {"key": "AvailableChallengeTypes", "value": "ChallengeSMS"}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null},
			{"name": "Risk is High", "status": "ACTIVE", "preconditions": {"excludedGroupId": null, "deviceRisk": null}, "conditions": [{"condition": "session-risk-class", "parameters": {"riskClass": "HIGH"}, "is": true, "valueOnError": false}], "score": 0, "weight": 100, "actionGroup": null, "alertGroup": null}
		]',
		'[
			{"rules": {"SMS failed": "TRUE", "E-mail failed": "TRUE", "Questions failed": "TRUE"}, "score": 0, "policyId": null, "actionGroup": "BLOCK", "alertGroup": null},
			{"rules": {"SMS available": "TRUE", "SMS failed": "FALSE"}, "score": 0, "policyId": null, "actionGroup": "ChallengeSMS", "alertGroup": null},
			{"rules": {"E-mail available": "TRUE", "E-mail failed": "FALSE"}, "score": 0, "policyId": null, "actionGroup": "ChallengeEmail", "alertGroup": null},
			{"rules": {"Questions set": "TRUE", "Questions failed": "FALSE", "Risk is High": "FALSE"}, "score": 0, "policyId": null, "actionGroup": "ChallengeQuestion", "alertGroup": null}
		]',
		unixepoch() * 1000, unixepoch() * 1000);
