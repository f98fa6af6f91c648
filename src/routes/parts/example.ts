import type { Language } from '#ui/languages.ts'

/** A wave that looks like posts in time: what the parts are shown with. */
function wave(length: number, loudest: number, at: number): number[] {
  return Array.from({ length }, (_, index) => Math.round(loudest * Math.exp(-(((index / length - at) * 5) ** 2)) * (1 - (index % 3) * 0.15)))
}

export const echoes = {
  row: wave(15, 9, 0.7),
  statement: wave(34, 60, 0.6),
  nothing: Array.from({ length: 34 }, () => 0),
  days: wave(45, 3140, 0.2).map((count, at) => count + wave(45, 1400, 0.6)[at]! + 60),
}

interface Said {
  campaign: string
  hashtag: string
  statement: string
  copy: string
  cut: string
  urgentText: string
  urgent: string
  other: string
  holder: string
  place: string
  moment: string
  areas: string[]
}

/** Invented people in an invented country. */
export const said: Record<Language, Said> = {
  en: {
    campaign: 'Tell us now',
    hashtag: '#TellUsNow',
    statement: 'Nine days without water in Villa Enza, and the tanker only stops at the mayor’s street. Who decides the route? #TellUsNow',
    copy: 'Ten days without water in Villa Enza, and the tanker only stops at the mayor’s street. Who decides the route? #TellUsNow @OrvalaWater',
    cut: 'Nine days without water in Villa Enza, and the tanker only st…',
    urgentText: 'The hospital of Pozo Hondo has been without insulin since Monday. My father waits.',
    urgent: 'Urgent: medicine',
    other: 'Why did the water bill double when the water comes for two hours?',
    holder: 'Omar',
    place: 'Villa Enza',
    moment: 'Question week',
    areas: ['Water', 'Health', 'Schools', 'Budgets'],
  },
  es: {
    campaign: 'Que nos digan',
    hashtag: '#QueNosDigan',
    statement: 'Nueve días sin agua en Villa Enza y la cisterna solo para en la calle del alcalde. ¿Quién decide la ruta? #QueNosDigan',
    copy: 'Diez días sin agua en Villa Enza y la cisterna solo para en la calle del alcalde. ¿Quién decide la ruta? #QueNosDigan @OrvalaWater',
    cut: 'Nueve días sin agua en Villa Enza y la cisterna solo pa…',
    urgentText: 'El hospital de Pozo Hondo se quedó sin insulina desde el lunes. Mi padre espera.',
    urgent: 'Urgente: medicina',
    other: '¿Por qué la factura del agua subió al doble si el agua llega dos horas?',
    holder: 'Omar',
    place: 'Villa Enza',
    moment: 'Semana de preguntas',
    areas: ['Agua', 'Salud', 'Escuelas', 'Presupuestos'],
  },
  fr: {
    campaign: 'Dites-nous',
    hashtag: '#DitesNous',
    statement: 'Neuf jours sans eau à Villa Enza, et le camion ne s’arrête que dans la rue du maire. Qui décide du trajet ? #DitesNous',
    copy: 'Dix jours sans eau à Villa Enza, et le camion ne s’arrête que dans la rue du maire. Qui décide du trajet ? #DitesNous @OrvalaWater',
    cut: 'Neuf jours sans eau à Villa Enza, et le camion ne s’arr…',
    urgentText: 'L’hôpital de Pozo Hondo est sans insuline depuis lundi. Mon père attend.',
    urgent: 'Urgent : médicament',
    other: 'Pourquoi la facture d’eau a-t-elle doublé si l’eau vient deux heures ?',
    holder: 'Omar',
    place: 'Villa Enza',
    moment: 'Semaine des questions',
    areas: ['Eau', 'Santé', 'Écoles', 'Budgets'],
  },
  ar: {
    campaign: 'من حقّنا نعرف',
    hashtag: '#من_حقنا_نعرف',
    statement: 'تسعة أيام بلا ماء في عين الزهر، والصهريج لا يقف إلا في شارع العمدة. من يقرر مساره؟ #من_حقنا_نعرف',
    copy: 'عشرة أيام بلا ماء في عين الزهر، والصهريج لا يقف إلا في شارع العمدة. من يقرر مساره؟ #من_حقنا_نعرف @OrvalaWater',
    cut: 'تسعة أيام بلا ماء في عين الزهر، والصهريج لا يقف إ…',
    urgentText: 'مستشفى بئر العميق بلا إنسولين منذ الاثنين، وأبي ينتظر.',
    urgent: 'عاجل: دواء',
    other: '¿Por qué la factura del agua subió al doble si el agua llega dos horas?',
    holder: 'عمر',
    place: 'عين الزهر',
    moment: 'أسبوع الأسئلة',
    areas: ['الماء', 'الصحة', 'المدارس', 'الميزانيات'],
  },
}
