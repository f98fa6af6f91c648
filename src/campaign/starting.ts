import type { Transactor } from '#core/index.ts'
import { setIssueAreas, type IssueArea, type NewIssueArea } from './area.ts'

/**
 * What a new campaign sorts under until it knows better: eight areas in which people everywhere have something to say to those who
 * govern. The words only suggest; they count with the endings of plurals and the like.
 */
export const startingAreas: NewIssueArea[] = [
  area('water', ['Water', 'Agua', 'Eau', 'المياه'], {
    en: 'water, tap, well, pipe, pump, tanker, drought, sewage, sewer, river, dam',
    es: 'agua, grifo, pozo, tuberia, bomba, cisterna, sequia, alcantarilla, alcantarillado, acueducto, rio, represa',
    fr: 'eau, robinet, puits, canalisation, pompe, citerne, sécheresse, égout, aqueduc, rivière, barrage d’eau',
    ar: 'ماء, مياه, الماء, المياه, بئر, آبار, صهريج, أنبوب, مضخة, جفاف, صرف صحي, سد',
  }),
  area('health', ['Health', 'Salud', 'Santé', 'الصحة'], {
    en: 'health, hospital, clinic, doctor, nurse, medicine, ambulance, vaccine, vaccination, patient, surgery, midwife, pharmacy, pharmacies',
    es: 'salud, hospital, clinica, medico, medicina, enfermera, ambulancia, vacuna, paciente, cirugia, partera, farmacia',
    fr: 'santé, hôpital, hôpitaux, dispensaire, clinique, médecin, infirmier, médicament, ambulance, vaccin, patient, chirurgie, sage-femme',
    ar: 'صحة, الصحة, مستشفى, المستشفى, عيادة, طبيب, ممرض, دواء, أدوية, إسعاف, لقاح, مريض',
  }),
  area('schools', ['Schools', 'Escuelas', 'Écoles', 'المدارس'], {
    en: 'school, teacher, pupil, student, classroom, textbook, exam, university, universities, scholarship, kindergarten',
    es: 'escuela, colegio, maestro, docente, alumno, estudiante, aula, libro de texto, examen, universidad, beca',
    fr: 'école, collège, enseignant, professeur, élève, étudiant, classe, manuel, examen, université, bourse',
    ar: 'مدرسة, مدارس, المدرسة, معلم, تلميذ, طالب, طلاب, صف دراسي, امتحان, جامعة, منحة',
  }),
  area('budget', ['Public money', 'Dinero público', 'Argent public', 'المال العام'], {
    en: 'budget, public money, tax, contract, tender, invoice, bribe, corrupt, corruption, audit, debt, treasury, spending',
    es: 'presupuesto, dinero publico, impuesto, contrato, licitacion, factura, soborno, corrupcion, auditoria, deuda, tesoro, gasto',
    fr: 'budget, argent public, impôt, contrat, appel d’offres, facture, pot-de-vin, corruption, audit, dette, trésor, dépense',
    ar: 'ميزانية, موازنة, المال العام, ضريبة, ضرائب, عقد, مناقصة, فاتورة, رشوة, فساد, ديون, خزينة',
  }),
  area('police', ['Police', 'Policía', 'Police', 'الشرطة'], {
    en: 'police, officer, patrol, checkpoint, arrest, arrested, detained, baton, tear gas, raid, disappeared, beaten',
    es: 'policia, agente, patrulla, reten, arresto, detenido, detencion, garrote, gas lacrimogeno, allanamiento, desaparecido, golpearon',
    fr: 'police, policier, patrouille, barrage, arrestation, arrêté, matraque, lacrymogène, perquisition, disparu, frappé',
    ar: 'شرطة, الشرطة, شرطي, دورية, حاجز, اعتقال, اعتقل, توقيف, هراوة, غاز مسيل, مداهمة, مفقود, ضرب',
  }),
  area('prisons', ['Prisons and courts', 'Cárceles y justicia', 'Prisons et justice', 'السجون والمحاكم'], {
    en: 'prison, jail, cell, inmate, prisoner, custody, court, trial, judge, hearing, lawyer, torture',
    es: 'carcel, prision, celda, preso, recluso, custodia, tribunal, juicio, juez, audiencia, abogado, tortura',
    fr: 'prison, cellule, détenu, prisonnier, garde à vue, tribunal, tribunaux, procès, juge, audience, avocat, torture',
    ar: 'سجن, السجن, سجين, سجناء, زنزانة, محكمة, محاكمة, قاض, القاضي, جلسة, محام, تعذيب',
  }),
  area('elections', ['Elections', 'Elecciones', 'Élections', 'الانتخابات'], {
    en: 'election, vote, voter, ballot, polling, tally, tallies, candidate, electoral, referendum, count of votes',
    es: 'eleccion, voto, votante, papeleta, urna, escrutinio, candidato, electoral, padron, referendum',
    fr: 'élection, vote, électeur, bulletin, urne, dépouillement, candidat, électoral, scrutin, référendum',
    ar: 'انتخاب, الانتخابات, تصويت, صوت انتخابي, ناخب, اقتراع, صندوق الاقتراع, فرز, مرشح, استفتاء',
  }),
  area('work', ['Work and pay', 'Trabajo y salarios', 'Travail et salaires', 'العمل والأجور'], {
    en: 'work, wage, salary, salaries, worker, job, strike, union, factory, factories, dismiss, fired, overtime, pension, unemployed, unemployment',
    es: 'trabajo, trabajador, salario, sueldo, obrero, empleo, huelga, sindicato, fabrica, despido, despidieron, horas extra, pension, desempleo',
    fr: 'travail, travailleur, salaire, ouvrier, emploi, grève, syndicat, usine, licencié, licenciement, heures supplémentaires, retraite, chômage',
    ar: 'عمل, عامل, عمال, أجر, أجور, راتب, رواتب, إضراب, نقابة, مصنع, فصل من العمل, تقاعد, بطالة',
  }),
]

function area(key: string, [en, es, fr, ar]: [string, string, string, string], words: Record<'en' | 'es' | 'fr' | 'ar', string>): NewIssueArea {
  return { key, names: { en, es, fr, ar }, words: Object.fromEntries(Object.entries(words).map(([language, list]) => [language, list.split(', ')])) }
}

/** For a campaign that has none of its own yet. */
export async function addStartingAreas(t: Transactor, campaignId: string, at: Date): Promise<IssueArea[]> {
  return setIssueAreas(t, campaignId, startingAreas, at)
}
