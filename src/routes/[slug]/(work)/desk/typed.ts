export type Precision = 'exact' | '1km' | 'district' | 'hidden'

/** What stands in the form of deeds. */
export interface Typed {
  /** Key of an issue area, empty for none; undefined where the form did not have it. */
  area?: string | undefined
  place: string
  lat?: number | undefined
  lon?: number | undefined
  precision: Precision
  note: string
  title: string
  wording: string
}

const finenesses: Precision[] = ['exact', '1km', 'district', 'hidden']

export function typedOf(form: FormData): Typed {
  const word = (name: string, longest: number) => String(form.get(name) ?? '').trim().slice(0, longest)
  const number = (name: string) => {
    const typed = word(name, 30).replace(',', '.')
    return typed === '' || !Number.isFinite(Number(typed)) ? undefined : Number(typed)
  }
  return {
    area: form.has('area') ? word('area', 100) : undefined,
    place: word('place', 300), lat: number('lat'), lon: number('lon'),
    precision: finenesses.find((one) => one === form.get('precision')) ?? 'district',
    note: word('note', 5_000), title: word('title', 500), wording: word('wording', 1_000),
  }
}
