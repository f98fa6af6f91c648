import type { Language, Names } from './places.ts'

/** The day on which everybody asks: the international day for the right to know. */
export const bigDay = '2026-09-28'

export interface IssueArea {
  key: string
  names: Names
  /** Word beginnings that suggest the area for a statement. A suggestion is never published. */
  words: Record<Language, string[]>
}

export interface Institution {
  key: string
  names: Names
  handle: string
  email: string
  /** The issue areas it owes answers for. */
  issueAreas: string[]
}

export interface Moment {
  key: string
  names: Names
  /** ISO 8601 in UTC. */
  at: string
  online: boolean
}

/** The example: one question, one hashtag and its twin, eight issue areas and the institutions that answer for them. */
export const campaign = {
  slug: 'let-it-be-known',
  name: 'Let it be known',
  names: names('Let it be known', 'Que se sepa', 'Que cela se sache', 'من حقنا أن نعرف'),
  organisation: 'Open Ledger Forum',
  country: names('Almirena', 'Almirena', 'Almirène', 'ألميرينا'),
  hashtags: ['LetItBeKnown', 'QueSeSepa'],
  languages: ['en', 'es', 'fr', 'ar'] as Language[],
  timeZone: 'Etc/GMT-5',
  goal: 'Each of the eight institutions answers in public, by 28 October 2026, the questions that most people asked of it.',
  goals: names(
    'Each of the eight institutions answers in public, by 28 October 2026, the questions that most people asked of it.',
    'Cada una de las ocho instituciones responde en público, antes del 28 de octubre de 2026, las preguntas que más gente le hizo.',
    'Chacune des huit institutions répond publiquement, avant le 28 octobre 2026, aux questions que le plus de gens lui ont posées.',
    'أن تجيب كل مؤسسة من المؤسسات الثماني علنا، قبل 28 أكتوبر 2026، عن أكثر الأسئلة التي طرحها الناس عليها.',
  ),
  question: 'What has the state never told you, and ought to?',
  questions: names(
    'What has the state never told you, and ought to?',
    '¿Qué no te ha dicho nunca el Estado y debería decirte?',
    'Qu’est-ce que l’État ne vous a jamais dit et devrait vous dire ?',
    'ما الذي لم تقله لك الدولة قط وكان عليها أن تقوله؟',
  ),
  issueAreas: [
    {
      key: 'budget', names: names('Budgets', 'Presupuestos', 'Budgets', 'الميزانيات'),
      words: {
        en: ['budget', 'receipt', 'treasur', 'contract', 'adviser', 'consultan', 'fuel', 'official car', 'per diem', 'delegation', 'bridge', 'resurfac', 'asphalt', 'relief', 'storm', 'tax', 'ledger', 'audit', 'bribe', 'council spend', 'mayor', 'fines'],
        es: ['presupuesto', 'recibo', 'tesorer', 'contrato', 'asesor', 'consultor', 'combustible', 'autos oficiales', 'viatico', 'delegacion', 'puente', 'asfalt', 'repaviment', 'damnificad', 'tormenta', 'impuesto', 'contralor', 'soborno', 'coima', 'alcalde', 'multas'],
        fr: ['budget', 'reçu', 'trésor', 'contrat', 'conseiller', 'carburant', 'voitures de fonction', 'délégation', 'pont', 'tempête', 'impôt', 'pot-de-vin', 'maire'],
        ar: ['ميزانية', 'الوصل', 'الخزينة', 'مستشار', 'وقود', 'سيارات رسمية', 'وفد', 'جسر', 'العاصفة', 'ضرائب', 'رشوة', 'رئيس البلدية'],
      },
    },
    {
      key: 'water', names: names('Water', 'Agua', 'Eau', 'المياه'),
      words: {
        en: ['water', 'tap', 'taps', 'tanker', 'well', 'pipe', 'pump', 'chlorin', 'meter', 'cistern'],
        es: ['agua', 'grifo', 'cisterna', 'pozo', 'tuberia', 'bombe', 'cloro', 'medidor', 'acueducto'],
        fr: ['eau', 'robinet', 'citerne', 'puits', 'canalisation', 'aqueduc', 'pompe', 'forage', 'nappe'],
        ar: ['ماء', 'الماء', 'المياه', 'الصنبور', 'صهريج', 'صهاريج', 'بئر', 'آبار', 'أنبوب', 'الأنابيب', 'عداد'],
      },
    },
    {
      key: 'health', names: names('Health', 'Salud', 'Santé', 'الصحة'),
      words: {
        en: ['hospital', 'clinic', 'doctor', 'nurse', 'ambulance', 'insulin', 'medicine', 'antibiotic', 'vaccin', 'operation', 'ward', 'bed', 'patient', 'health'],
        es: ['hospital', 'posta', 'medico', 'enfermera', 'ambulancia', 'insulina', 'medicina', 'medicamento', 'vacuna', 'operacion', 'cama', 'paciente', 'salud'],
        fr: ['hôpital', 'dispensaire', 'médecin', 'infirmi', 'ambulance', 'insuline', 'médicament', 'vaccin', 'opération', 'santé'],
        ar: ['مستشفى', 'المستشفى', 'المستوصف', 'طبيب', 'ممرض', 'إسعاف', 'الإسعاف', 'دواء', 'الأدوية', 'لقاح', 'الصحة'],
      },
    },
    {
      key: 'schools', names: names('Schools', 'Escuelas', 'Écoles', 'المدارس'),
      words: {
        en: ['school', 'teacher', 'pupil', 'class', 'textbook', 'scholarship', 'canteen', 'library', 'exam', 'student'],
        es: ['escuela', 'maestr', 'alumno', 'clase', 'libro de texto', 'beca', 'comedor', 'biblioteca', 'examen', 'estudiante', 'docente'],
        fr: ['école', 'enseignant', 'élève', 'classe', 'manuel', 'bourse', 'cantine', 'bibliothèque', 'examen'],
        ar: ['مدرسة', 'المدرسة', 'مدرستنا', 'معلم', 'تلميذ', 'كتاب', 'منحة', 'المنح', 'المكتبة', 'الحافلة المدرسية'],
      },
    },
    {
      key: 'police', names: names('Police', 'Policía', 'Police', 'الشرطة'),
      words: {
        en: ['police', 'officer', 'patrol', 'checkpoint', 'arrest', 'detained', 'badge', 'searched', 'tear gas', 'baton', 'missing', 'roadblock', 'complaint against', 'guards the guards'],
        es: ['policia', 'agente', 'patrulla', 'reten', 'detenid', 'placa', 'registraron', 'gas lacrimogeno', 'garrote', 'desaparecid', 'comisaria', 'denuncia', 'vigila'],
        fr: ['police', 'agent', 'patrouille', 'barrage', 'arrêt', 'fouillé', 'matraque', 'lacrymogène', 'disparu', 'gardiens'],
        ar: ['شرطة', 'الشرطة', 'شرطي', 'دورية', 'حاجز', 'الحاجز', 'اعتقل', 'فتش', 'الهراوات', 'مفقود', 'المراقبين'],
      },
    },
    {
      key: 'prisons', names: names('Prisons', 'Cárceles', 'Prisons', 'السجون'),
      words: {
        en: ['prison', 'cell', 'jail', 'inmate', 'trial', 'hearing', 'judge', 'visit', 'ration', 'custody', 'died inside'],
        es: ['carcel', 'celda', 'preso', 'juicio', 'audiencia', 'juez', 'visita', 'racion', 'jueces', 'murio adentro'],
        fr: ['prison', 'cellule', 'détenu', 'procès', 'audience', 'juge', 'parloir', 'ration', 'mort à l’intérieur'],
        ar: ['سجن', 'السجن', 'السجناء', 'زنزانة', 'الزنزانة', 'محاكمة', 'جلسة', 'زيارة', 'مات في الداخل'],
      },
    },
    {
      key: 'elections', names: names('Elections', 'Elecciones', 'Élections', 'الانتخابات'),
      words: {
        en: ['vote', 'voter', 'voting', 'ballot', 'election', 'electoral', 'polling', 'tally', 'tallies', 'candidate', 'posters', 'campaign account', 'counters', 'donor', 'donation'],
        es: ['voto', 'vota', 'votante', 'votacion', 'papeleta', 'eleccion', 'electoral', 'padron', 'acta', 'candidat', 'afiche', 'donante', 'donacion', 'los que cuentan'],
        fr: ['vote', 'voix', 'électeur', 'élection', 'électoral', 'scrutin', 'dépouillement', 'procès-verbal', 'affiches', 'ceux qui comptent'],
        ar: ['أصوات', 'الأصوات', 'أصواتنا', 'الناخبين', 'الاقتراع', 'الانتخابات', 'محضر', 'فرز', 'الملصقات', 'ملصقات'],
      },
    },
    {
      key: 'work', names: names('Work and pay', 'Trabajo y salarios', 'Travail et salaires', 'العمل والأجور'),
      words: {
        en: ['wage', 'salary', 'back pay', 'paid', 'job', 'pension', 'worker', 'union', 'labour', 'fishing', 'quota', 'trawler', 'interns', 'hires', 'degree'],
        es: ['salario', 'sueldo', 'pagan', 'puesto publico', 'pension', 'trabajador', 'sindicato', 'pesca', 'cuota', 'arrastrer', 'practicante', 'contrata', 'titulo'],
        fr: ['salaire', 'paye', 'emploi', 'retraite', 'travailleur', 'syndicat', 'pêche', 'stagiaire', 'inspecteur du travail'],
        ar: ['أجور', 'أجورنا', 'للأجور', 'راتبي', 'وظيفة', 'التقاعد', 'عامل', 'العمال', 'الصيد', 'المتدربون'],
      },
    },
  ] as IssueArea[],
  institutions: [
    institution('treasury', 'budget', names('Ministry of the Treasury', 'Ministerio de Tesorería', 'Ministère du Trésor', 'وزارة الخزينة')),
    institution('waters', 'water', names('National Water Board', 'Junta Nacional de Aguas', 'Office national des eaux', 'الهيئة الوطنية للمياه')),
    institution('health', 'health', names('Ministry of Health', 'Ministerio de Salud', 'Ministère de la Santé', 'وزارة الصحة')),
    institution('schools', 'schools', names('Ministry of Schools', 'Ministerio de Escuelas', 'Ministère des Écoles', 'وزارة المدارس')),
    institution('interior', 'police', names('Ministry of the Interior', 'Ministerio del Interior', 'Ministère de l’Intérieur', 'وزارة الداخلية')),
    institution('prisons', 'prisons', names('Directorate of Prisons', 'Dirección de Prisiones', 'Direction des prisons', 'مديرية السجون')),
    institution('ballots', 'elections', names('Election Commission', 'Comisión Electoral', 'Commission électorale', 'اللجنة الانتخابية')),
    institution('labour', 'work', names('Labour Office', 'Oficina del Trabajo', 'Office du travail', 'مكتب العمل')),
  ] as Institution[],
  moments: [
    moment('launch', '2026-09-07T13:00:00Z', true, names('The question is asked for the first time', 'La pregunta se hace por primera vez', 'La question est posée pour la première fois', 'طرح السؤال للمرة الأولى')),
    moment('radio', '2026-09-16T02:00:00Z', false, names('Radio evening: fifteen stations read the question', 'Noche de radio: quince emisoras leen la pregunta', 'Soirée radio : quinze stations lisent la question', 'أمسية إذاعية: خمس عشرة إذاعة تقرأ السؤال')),
    moment('walls', '2026-09-24T04:00:00Z', false, names('Paper walls go up at six universities', 'Muros de papel en seis universidades', 'Des murs de papier dans six universités', 'جدران ورقية في ست جامعات')),
    moment('day', '2026-09-28T02:00:00Z', true, names('The day of the right to know', 'El día del derecho a saber', 'La journée du droit de savoir', 'يوم الحق في المعرفة')),
    moment('delivery', '2026-10-05T05:00:00Z', false, names('Eight dossiers are delivered by hand', 'Ocho expedientes se entregan en mano', 'Huit dossiers sont remis en main propre', 'تسليم ثمانية ملفات باليد')),
    moment('answers', '2026-10-28T05:00:00Z', true, names('Answers are due', 'Vence el plazo de las respuestas', 'Échéance des réponses', 'موعد الأجوبة')),
  ] as Moment[],
}

function names(en: string, es: string, fr: string, ar: string): Names {
  return { en, es, fr, ar }
}

function institution(key: string, area: string, called: Names): Institution {
  return { key, names: called, handle: `alm_${key}`, email: `${key}@gov.example.org`, issueAreas: [area] }
}

function moment(key: string, at: string, online: boolean, called: Names): Moment {
  return { key, names: called, at, online }
}
