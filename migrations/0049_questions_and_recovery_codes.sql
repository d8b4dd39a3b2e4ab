-- What users can be challenged by without a message: questions, recovery codes. And the phrase that pages show them.

-- The questions that a user may choose among: JSON of menus, drawn once. One question of each menu is answered.
CREATE TABLE question_sets (
	user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	menus TEXT NOT NULL,
	drawn_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE security_questions (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	question TEXT NOT NULL,
	-- Envelope of the keyed hash of the answer.
	answer_sealed TEXT NOT NULL,
	created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX security_questions_user ON security_questions (user_id, question);

-- The list of a user. Which of its codes are used is in the user's guard.
CREATE TABLE recovery_code_lists (
	user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	id TEXT NOT NULL,
	-- Envelope of the keyed hashes of all codes.
	codes_sealed TEXT NOT NULL,
	created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE security_phrases (
	user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	phrase_sealed TEXT NOT NULL,
	created_at INTEGER NOT NULL
) WITHOUT ROWID;
