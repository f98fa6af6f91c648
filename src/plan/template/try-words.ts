import { say, type Template } from './shape.ts'

/** S7: the same content in several wordings, tried before the day that counts; a winner only where numbers allow one. */
export const tryWords: Template = {
  key: 'try-words',
  title: say('Try the words first', 'Probar primero las palabras', 'Essayer d’abord les mots', 'جرّبوا الكلمات أولًا'),
  lead: say(
    'Put the same demand in four ways, try them on small groups, and take the best into the day that counts. Ask companies or offices one by one.',
    'Di la misma exigencia de cuatro maneras, pruébalas en grupos pequeños y lleva la mejor al día que cuenta. Pregunta a empresas u oficinas una por una.',
    'Dites la même exigence de quatre façons, essayez-les sur de petits groupes, et prenez la meilleure pour le jour qui compte. Demandez aux entreprises une à une.',
    'صوغوا المطلب نفسه بأربع طرق، وجرّبوها على مجموعات صغيرة، وخذوا أفضلها إلى اليوم الحاسم. واسألوا الشركات واحدة واحدة.'),
  anchor: say('The day on which the chosen words go out', 'El día en que salen las palabras elegidas', 'Le jour où partent les mots choisis', 'يوم خروج الكلمات المختارة'),
  moments: [{ key: 'out', kind: 'day', day: 0, title: say('The chosen words go out', 'Salen las palabras elegidas', 'Les mots choisis partent', 'خروج الكلمات المختارة'), reason: say('One chance to be read by everybody.', 'Una sola ocasión de que todos lo lean.', 'Une seule chance d’être lu par tous.', 'فرصة واحدة ليقرأها الجميع.') }],
  tactics: [
    {
      kind: 'question', from: -21, to: -7,
      title: say('Four wordings, tried fairly', 'Cuatro versiones, probadas con justicia', 'Quatre formulations, essayées équitablement', 'أربع صيغ تُجرَّب بإنصاف'),
      why: say('We are bad at guessing what others find convincing.', 'Se nos da mal adivinar qué convence a los demás.', 'Nous devinons mal ce qui convainc les autres.', 'نحن لا نحسن تخمين ما يقنع غيرنا.'),
      aims: [{ indicator: 'other', threshold: 400, words: say('Each wording seen by 100 people, or the test says “not enough data”', 'Cada versión la ven 100 personas, o la prueba dice «faltan datos»', 'Chaque formulation vue par 100 personnes, ou l’essai dit « pas assez de données »', 'يرى كل صيغة 100 شخص، وإلا قال الاختبار «بيانات غير كافية»') }],
      tasks: [{ day: -22, title: say('Say beforehand what counts as better', 'Decir antes qué cuenta como mejor', 'Dire avant ce qui compte comme meilleur', 'تحديد ما يُعد أفضل مسبقًا') }],
    },
    {
      kind: 'letters', from: 0, to: 20, moment: 'out',
      title: say('Write to ten companies', 'Escribir a diez empresas', 'Écrire à dix entreprises', 'مراسلة عشر شركات'),
      why: say('One that agrees makes the next one ask itself why it does not.', 'Si una acepta, la siguiente se pregunta por qué no lo hace.', 'Celle qui accepte fait que la suivante s’interroge.', 'شركة توافق تجعل التالية تسأل نفسها لماذا لا توافق.'),
      aims: [{ indicator: 'moved', threshold: 5, words: say('Five agree to look at their suppliers', 'Cinco aceptan revisar a sus proveedores', 'Cinq acceptent d’examiner leurs fournisseurs', 'خمس توافق على فحص مورديها') }],
      tasks: [{ day: -5, title: say('Enter each company as a target, with who decides there', 'Añadir cada empresa como objetivo, con quién decide', 'Noter chaque entreprise comme cible, avec qui y décide', 'إدخال كل شركة جهةً مستهدفة مع من يقرر فيها') }],
    },
  ],
}
