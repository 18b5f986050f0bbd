-- the fingers that an officer took lately: is one of them in two people's files?
CREATE INDEX captures_taken ON captures(officer, at);
