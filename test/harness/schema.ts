import type { Reader } from '#core/index.ts'

interface Table {
  name: string
  columns: string[]
  constraints: string[]
  indexes: string[]
}

/** The tables of the public schema as SQL, in alphabetical order: what a reader, and a comparison, need to know of them. */
export async function schemaOf(reader: Reader): Promise<string> {
  const tables = await reader.rows<Table>(`
    select c.relname as name,
      (select array_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attidentity <> '' then ' generated always as identity' else '' end
          || case when a.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') order by a.attnum)
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select array_agg('  ' || pg_get_constraintdef(k.oid) order by k.contype desc, pg_get_constraintdef(k.oid))
       from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')), '{}') as constraints,
      coalesce((select array_agg(i.indexdef || ';' order by i.indexname) from pg_indexes i
       where i.schemaname = 'public' and i.tablename = c.relname
         and not exists (select from pg_constraint k where k.conname = i.indexname and k.conrelid = c.oid)), '{}') as indexes
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`)
  const texts = tables.map(({ name, columns, constraints, indexes }) =>
    [`create table ${name} (`, [...columns, ...constraints].join(',\n'), ');', ...indexes].join('\n'),
  )
  return `-- Generated from the migrations; "npm test -- test/schema.test.ts --update" writes it anew.\n\n${texts.join('\n\n')}\n`
}
