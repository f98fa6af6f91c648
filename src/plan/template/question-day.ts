import { say, type Template } from './shape.ts'

/** S3: one question, asked for weeks and answered on one day, on paper and online; sorted by issue area and handed over. */
export const questionDay: Template = {
  key: 'question-day',
  title: say('One question, one day', 'Una pregunta, un día', 'Une question, un jour', 'سؤال واحد في يوم واحد'),
  lead: say(
    'Ask everybody the same question under one hashtag, on the radio and on paper walls too. Sort what comes by issue area and hand it to those who owe an answer.',
    'Haz a todo el mundo la misma pregunta con una sola etiqueta, también en la radio y en muros de papel. Ordena lo que llegue por tema y entrégalo a quien debe responder.',
    'Posez à tout le monde la même question sous un seul mot-dièse, aussi à la radio et sur des murs de papier. Classez ce qui arrive par thème et remettez-le à ceux qui doivent répondre.',
    'اطرحوا على الجميع السؤال نفسه تحت وسم واحد، وفي الإذاعة وعلى جدران الورق أيضًا. رتّبوا ما يصل حسب القضايا وسلّموه لمن عليه أن يجيب.'),
  anchor: say('The day of the question', 'El día de la pregunta', 'Le jour de la question', 'يوم السؤال'),
  moments: [
    { key: 'day', kind: 'day', day: 0, title: say('Day of the question', 'Día de la pregunta', 'Jour de la question', 'يوم السؤال'), reason: say('Everybody asks on the same day, so nobody can overlook it.', 'Todo el mundo pregunta el mismo día: nadie puede no verlo.', 'Tout le monde demande le même jour : personne ne peut l’ignorer.', 'يسأل الجميع في اليوم نفسه فلا يستطيع أحد تجاهله.') },
    { key: 'handover', kind: 'report', day: 14, title: say('Questions handed over', 'Entrega de las preguntas', 'Remise des questions', 'تسليم الأسئلة'), reason: say('Each institution gets what was asked of it, and a date by which to answer.', 'Cada institución recibe lo que se le preguntó y una fecha para responder.', 'Chaque institution reçoit ce qui lui est demandé et une date pour répondre.', 'تتسلم كل مؤسسة ما سُئلت عنه ومعه موعد للجواب.') },
  ],
  tactics: [
    {
      kind: 'question', from: -21, to: 0, moment: 'day',
      title: say('Ask the question online', 'Lanzar la pregunta en línea', 'Poser la question en ligne', 'طرح السؤال على الشبكات'),
      why: say('A question is easier to join than a demand, and shows what people really want to know.', 'A una pregunta es más fácil sumarse que a una exigencia, y muestra lo que la gente quiere saber.', 'On se joint plus facilement à une question qu’à une exigence, et elle montre ce que les gens veulent savoir.', 'الانضمام إلى سؤال أسهل من الانضمام إلى مطلب، وهو يبيّن ما يريد الناس معرفته حقًا.'),
      aims: [{ indicator: 'posts', threshold: 5000, tagged: true, words: say('5,000 posts with the question', '5000 mensajes con la pregunta', '5 000 messages avec la question', '5000 منشور فيه السؤال') }],
      tasks: [{ day: -28, title: say('Word the question and try it on ten people', 'Redactar la pregunta y probarla con diez personas', 'Formuler la question et l’essayer sur dix personnes', 'صياغة السؤال وتجربته على عشرة أشخاص') }],
    },
    {
      kind: 'radio', from: -14, to: 0, moment: 'day',
      title: say('Radio stations read the question', 'Las radios leen la pregunta', 'Les radios lisent la question', 'الإذاعات تقرأ السؤال'),
      why: say('Who has no smartphone hears it too.', 'También la oye quien no tiene teléfono inteligente.', 'Ceux qui n’ont pas de smartphone l’entendent aussi.', 'يسمعه أيضًا من لا يملك هاتفًا ذكيًا.'),
      aims: [{ indicator: 'outlets', threshold: 5, words: say('Five stations carry it', 'Cinco emisoras la difunden', 'Cinq stations la diffusent', 'خمس محطات تبثه') }],
      tasks: [{ day: -20, title: say('Send the stations a recording and a text to read', 'Enviar a las emisoras una grabación y un texto', 'Envoyer aux stations un enregistrement et un texte', 'إرسال تسجيل ونص إلى المحطات') }],
    },
    {
      kind: 'paper-notes', from: 0, to: 0, moment: 'day',
      title: say('A paper wall at each university', 'Un muro de papel en cada universidad', 'Un mur de papier dans chaque université', 'جدار ورق في كل جامعة'),
      why: say('Handwriting costs nothing and draws people who pass by; one collector types it in later.', 'Escribir a mano no cuesta nada y atrae a quien pasa; después una persona lo transcribe.', 'Écrire à la main ne coûte rien et attire les passants ; une personne saisit le tout ensuite.', 'الكتابة باليد لا تكلف شيئًا وتجذب المارة، ثم يُدخلها جامع واحد لاحقًا.'),
      aims: [{ indicator: 'attendance', threshold: 1000, words: say('1,000 notes on paper', '1000 notas en papel', '1 000 billets de papier', '1000 ورقة مكتوبة') }],
      tasks: [{ day: -7, title: say('Print collectors’ cards, one for each wall', 'Imprimir las tarjetas de quienes recogen, una por muro', 'Imprimer les cartes des collecteurs, une par mur', 'طباعة بطاقات الجامعين، واحدة لكل جدار') }],
    },
    {
      kind: 'report', from: 1, to: 14, moment: 'handover',
      title: say('Sort by issue area and hand over', 'Ordenar por tema y entregar', 'Classer par thème et remettre', 'الفرز حسب القضايا والتسليم'),
      why: say('A pile of posts moves nobody; a sorted file with a date does.', 'Un montón de mensajes no mueve a nadie; un expediente ordenado con fecha, sí.', 'Un tas de messages ne fait bouger personne ; un dossier classé et daté, si.', 'كومة المنشورات لا تحرك أحدًا، أما الملف المرتب ذو الموعد فيحرك.'),
      aims: [{ indicator: 'responses', threshold: 3, words: say('Three institutions answer in public', 'Tres instituciones responden en público', 'Trois institutions répondent publiquement', 'ثلاث مؤسسات تجيب علنًا') }],
      tasks: [{ day: 10, title: say('Ask each institution for an appointment', 'Pedir cita a cada institución', 'Demander un rendez-vous à chaque institution', 'طلب موعد من كل مؤسسة') }],
    },
  ],
}
