/**
 * In SQL, the note that a post under the alias `p` came from: notes are found by their key, and ids that programs gave to other paper posts are
 * no UUIDs.
 */
export const noteOf = `case when p.external_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p.external_id::uuid end`
