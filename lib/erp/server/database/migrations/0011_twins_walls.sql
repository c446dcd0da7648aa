-- The server owns its tables, and an owner is exempt from row-level security unless it is forced.
ALTER TABLE "twins" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "twin_suspects" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Both ends of a link are held while it is made, by whoever makes it: a twin that is made at the same moment waits, looks again, and
-- finds the link. The same names as in sync/create/ends.ts.
CREATE FUNCTION hold_link_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  crm text := NEW.tenant || ' ' || NEW.system || '/' || NEW.org || '/' || NEW.object || '/' || NEW.record;
  erp text := NEW.tenant || ' ' || NEW.erp_object || '/' || coalesce(NEW.erp_record, NEW.customer);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(least(crm, erp), 0));
  PERFORM pg_advisory_xact_lock(hashtextextended(greatest(crm, erp), 0));
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER hold_ends BEFORE INSERT ON "links" FOR EACH ROW EXECUTE FUNCTION hold_link_ends();
