-- The server owns its tables, and an owner is exempt from row-level security unless it is forced.
ALTER TABLE "archived_records" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "brake_counters" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "changes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conflicts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conversions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dead_letters" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ended_links" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "idempotency_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "intents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "leases" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_heads" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "run_rows" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "runs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "setting_versions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "settings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint

-- The change feed. One function for every table: a row per record and statement, in the transaction that changed it. It runs as the
-- tables' owner, so that a server that was started before this migration can go on writing while its role has no grant on the feed.
CREATE FUNCTION note_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Cascades run a statement per parent row, most of them on nothing.
  IF NOT EXISTS (SELECT FROM changed_rows) THEN RETURN NULL; END IF;
  EXECUTE format(
    'INSERT INTO public.changes (tenant, xid, object, record, customer, deleted, changed_at)
     SELECT DISTINCT tenant, pg_current_xact_id(), %L, %I::text, %s, %L::boolean, clock_timestamp() FROM changed_rows',
    TG_ARGV[0], TG_ARGV[1], CASE WHEN TG_ARGV[2] = '' THEN 'NULL' ELSE format('%I', TG_ARGV[2]) END, TG_ARGV[3]);
  RETURN NULL;
END $$;--> statement-breakpoint
-- A part that is taken away changes its document; it does not delete it.
CREATE TRIGGER note_insert AFTER INSERT ON "links" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('link', 'id', '', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "links" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('link', 'id', '', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "customers" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('customer', 'id', 'id', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "customers" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('customer', 'id', 'id', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "customers" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('customer', 'id', 'id', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "contacts" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('contact', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "contacts" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('contact', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "contacts" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('contact', 'id', 'customer', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "quotes" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "quotes" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "quotes" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'id', 'customer', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "orders" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "orders" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "orders" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'id', 'customer', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "invoices" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "invoices" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "invoices" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'id', 'customer', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "payments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "payments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "payments" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'id', 'customer', 'true');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "quote_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "quote_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "quote_lines" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('quote', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "order_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "order_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "order_lines" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "shipments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "shipments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "shipments" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('order', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "invoice_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "invoice_lines" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "invoice_lines" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "invoice_taxes" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "invoice_taxes" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "invoice_taxes" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "instalments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "instalments" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "instalments" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "credit_allocations" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "credit_allocations" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "credit_allocations" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('invoice', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "payment_allocations" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "payment_allocations" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'document', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "payment_allocations" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('payment', 'document', 'customer', 'false');--> statement-breakpoint

-- No link is parted while an intent stands: not by a server of an older version, and not by an import either. The row just stays.
CREATE FUNCTION keep_pending_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.pending IS NOT NULL THEN RETURN NULL; END IF;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER keep_pending BEFORE DELETE ON "links" FOR EACH ROW EXECUTE FUNCTION keep_pending_links();--> statement-breakpoint

-- The ledger is append-only.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ledger" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();--> statement-breakpoint
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON "ledger" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
