-- What somebody did: a person, an administrator, an application or an API token.
CREATE INDEX log_events_actor ON log_events (event ->> '$.actor.id', published);
