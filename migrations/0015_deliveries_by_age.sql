-- The nightly clean-up looks for old deliveries.
CREATE INDEX deliveries_created ON deliveries (created_at);
