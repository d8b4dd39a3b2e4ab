-- Every send that remembers no rules reads them in their order, and so does the console.
CREATE INDEX delivery_rules_priority ON delivery_rules (priority);
