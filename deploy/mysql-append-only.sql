-- Makes the audit trail append-only for everybody who may not drop triggers, also for Sluice itself. Run it as an
-- administrator in the database of Sluice (mysql -u root -p sluice), once a process of Sluice has created the tables.
-- Retention may delete events older than 30 days, the least that RETENTION_AUDIT_DAYS can be.

DROP TRIGGER IF EXISTS audit_events_never_change;
CREATE TRIGGER audit_events_never_change BEFORE UPDATE ON audit_events FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events never change.';

DROP TRIGGER IF EXISTS audit_events_stay;
DELIMITER //
CREATE TRIGGER audit_events_stay BEFORE DELETE ON audit_events FOR EACH ROW
IF OLD.created_at > UTC_TIMESTAMP(3) - INTERVAL 30 DAY THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events of the last 30 days stay.';
END IF //
DELIMITER ;
