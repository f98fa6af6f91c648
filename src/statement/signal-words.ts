import type { WordSignal } from './signals.ts'

/** The words that a campaign starts with; it changes them under its settings. Words of other languages are listed once. */
export const usualWords: Record<WordSignal, Record<string, string[]>> = {
  urgent: {
    en: [
      'urgent', 'urgently', 'emergency', 'ambulance', 'trapped', 'bleeding', 'dying', 'wounded', 'injured', 'unconscious', 'gunshot*', 'gunfire', 'shooting', 'stabbed',
      'kidnapped', 'abducted', 'drowning', 'on fire', 'suicide', 'suicidal', 'overdose', 'insulin', 'oxygen', 'medicine', 'needs a doctor', 'need a doctor', 'save us', 'help us',
      'being beaten', 'beating us', 'running out of', 'rescue', 'sos', 'under attack', 'going to die', 'will die',
      'beating him', 'beating her', 'beating them', 'shot at', 'will kill', 'going to kill', 'kill me', 'kill us', 'kill myself', 'hostage*', 'breaking the door',
    ],
    es: [
      'urgente*', 'urgencia', 'emergencia', 'ambulancia*', 'atrapad*', 'sangrando', 'desangr*', 'herido*', 'herida*', 'inconsciente', 'disparo*', 'disparando', 'balacera', 'tiroteo',
      'apuñalad*', 'secuestrad*', 'secuestro', 'ahogando*', 'incendio*', 'suicid*', 'sobredosis', 'insulina', 'oxígeno', 'medicina*', 'medicamento*', 'auxilio', 'socorro', 'ayúdennos',
      'rescate', 'nos están golpeando', 'se está muriendo', 'se muere', 'va a morir',
      'lo están golpeando', 'la están golpeando', 'nos van a matar', 'lo van a matar', 'la van a matar', 'secuestraron', 'rehen*', 'están tirando la puerta',
    ],
    fr: [
      'urgent*', 'urgence*', 'ambulance*', 'piégé*', 'coincé*', 'saigne', 'blessé*', 'inconscient*', 'coups de feu', 'fusillade', 'poignardé*', 'enlevé*', 'kidnappé*', 'noie', 'noyade',
      'incendie*', 'suicid*', 'surdose', 'insuline', 'oxygène', 'médicament*', 'au secours', 'aidez nous', 'sauvez', 'sauvetage', 'en danger', 'va mourir', 'en train de mourir',
      'nous frappent', 'le frappent', 'la frappent', 'tirent sur', 'vont nous tuer', 'vont le tuer', 'vont la tuer', 'otage*', 'enfoncent la porte',
    ],
    ar: [
      'عاجل*', 'طارئ*', 'طوارئ', 'إسعاف', 'محاصر*', 'عالق*', 'ينزف', 'نزيف', 'جريح', 'جرحى', 'مصاب*', 'إصابات', 'فاقد الوعي', 'إطلاق نار', 'رصاص', 'طعن', 'مخطوف*', 'خطف', 'اختطاف', 'يغرق',
      'حريق', 'انتحار', 'أنسولين', 'أكسجين', 'أدوية', 'دواء', 'النجدة', 'أنقذونا', 'ساعدونا', 'إنقاذ', 'يموت', 'نموت', 'يحتضر',
      'يضربوننا', 'يضربونه', 'يضربونها', 'يطلقون النار', 'طعنوه', 'طعنوها', 'تنزف', 'سيموت', 'ستموت', 'سنموت', 'سيقتلوننا', 'سيقتلونه', 'سيقتلونها', 'خطفوه', 'خطفوها', 'رهينة', 'رهائن', 'يكسرون الباب',
    ],
  },
  vulnerable: {
    en: [
      'child', 'children', 'baby', 'babies', 'infant*', 'newborn*', 'toddler*', 'pregnant', 'elderly', 'disabled', 'disability', 'wheelchair*', 'blind', 'orphan*', 'refugee*', 'displaced',
      'homeless', 'old people', 'old woman', 'old man', 'minors',
    ],
    es: [
      'niño*', 'niña*', 'niñez', 'bebé*', 'recién nacid*', 'embarazada*', 'ancian*', 'discapacidad*', 'discapacitad*', 'silla de ruedas', 'ciego*', 'ciega*', 'huérfan*', 'refugiad*', 'desplazad*',
      'adulto mayor', 'adultos mayores', 'tercera edad', 'menores de edad', 'menor de edad',
    ],
    fr: [
      'enfant*', 'bébé*', 'nourrisson*', 'nouveau né*', 'enceintes', 'femme enceinte', 'personne âgée', 'personnes âgées', 'handicap*', 'fauteuil roulant', 'aveugle*', 'orphelin*', 'réfugié*',
      'déplacés', 'sans abri', 'vieillard*', 'mineurs non accompagnés',
    ],
    ar: [
      'طفل*', 'أطفال', 'رضيع*', 'رضع', 'مولود', 'حامل', 'حوامل', 'مسن', 'مسنة', 'مسنين', 'المسنون', 'معاق*', 'ذوي الإعاقة', 'إعاقة', 'كفيف', 'مكفوف*', 'يتيم*', 'أيتام', 'لاجئ*', 'نازح*', 'عجوز', 'قاصر*',
    ],
  },
}
