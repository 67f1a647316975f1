-- Makes audit_events append-only for every user who cannot drop triggers, including Sluice's own users. Run it as an
-- administrator in Sluice's database (mysql -u root -p sluice), after Sluice has created its tables. Retention can still
-- delete events that are older than 30 days, the minimum of RETENTION_AUDIT_DAYS.

DROP TRIGGER IF EXISTS audit_events_never_change;
CREATE TRIGGER audit_events_never_change BEFORE UPDATE ON audit_events FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events cannot be changed.';

DROP TRIGGER IF EXISTS audit_events_stay;
DELIMITER //
CREATE TRIGGER audit_events_stay BEFORE DELETE ON audit_events FOR EACH ROW
IF OLD.created_at > UTC_TIMESTAMP(3) - INTERVAL 30 DAY THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Audit events of the last 30 days cannot be deleted.';
END IF //
DELIMITER ;
