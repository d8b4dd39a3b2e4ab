-- Devices that users have marked as their own, by user and device together.
CREATE TABLE registered_devices (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	-- Keyed hash of the device's token, as in `decisions`.
	device TEXT NOT NULL,
	registered_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX registered_devices_user ON registered_devices (user_id, device);
