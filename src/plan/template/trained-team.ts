import { say, type Template } from './shape.ts'

/** S11: a trained team, weekly work, then burst, chat and live coverage timed to when the decider appears in public. */
export const trainedTeam: Template = {
  key: 'trained-team',
  title: say('A trained team around one decision', 'Un equipo formado en torno a una decisión', 'Une équipe formée autour d’une décision', 'فريق مدرَّب حول قرار واحد'),
  lead: say(
    'Train first, give everybody a goal of their own, then act together when the person who decides appears in public: everybody in the same hour, a chat with a panel, live coverage of the day.',
    'Primero formar, luego dar a cada quien una meta propia, y actuar a la vez cuando quien decide aparece en público: todos en la misma hora, una charla con panel, cobertura en directo del día.',
    'Former d’abord, donner à chacun un but à soi, puis agir ensemble quand la personne qui décide paraît en public : tous dans la même heure, une discussion avec un panel, le direct du jour.',
    'التدريب أولًا، ثم هدف خاص لكل عضو، ثم العمل معًا حين يظهر صاحب القرار علنًا: الجميع في الساعة نفسها، وحوار مع ضيوف، وتغطية مباشرة لذلك اليوم.'),
  anchor: say('The public appearance of whoever decides', 'La aparición pública de quien decide', 'L’apparition publique de la personne qui décide', 'الظهور العلني لصاحب القرار'),
  moments: [
    { key: 'appearance', kind: 'appearance', day: 0, clock: '10:00', minutes: 120, needed: 30, title: say('Public appearance of the target', 'Aparición pública del objetivo', 'Apparition publique de la cible', 'ظهور الجهة المستهدفة علنًا'), reason: say('Journalists are there, and a question cannot be passed over in silence.', 'Habrá periodistas, y una pregunta no se puede callar.', 'Les journalistes sont là, et une question ne peut être passée sous silence.', 'الصحفيون حاضرون، ولا يمكن السكوت عن السؤال.') },
  ],
  tactics: [
    {
      kind: 'workshop', from: -42, to: -42, begins: '10:00', ends: '16:00',
      title: say('Training day for the team', 'Día de formación del equipo', 'Journée de formation de l’équipe', 'يوم تدريب الفريق'),
      why: say('People act together who have met, and know what to do when it gets loud.', 'Actúa unida la gente que se conoce y sabe qué hacer cuando hay ruido.', 'On agit ensemble quand on s’est rencontré et que l’on sait quoi faire quand cela s’échauffe.', 'يعمل معًا من التقوا وعرفوا ما يفعلون حين يعلو الضجيج.'),
      aims: [{ indicator: 'attendance', threshold: 20, words: say('20 people from the partners come', 'Vienen 20 personas de las organizaciones aliadas', '20 personnes des partenaires viennent', 'يحضر 20 شخصًا من الشركاء') }],
      tasks: [
        { day: -56, title: say('Ask each partner for a point person', 'Pedir a cada aliada una persona de contacto', 'Demander à chaque partenaire une personne référente', 'طلب شخص اتصال من كل شريك') },
        { day: -41, title: say('Everybody writes down a goal of their own', 'Cada quien escribe su propia meta', 'Chacun note un but à soi', 'يكتب كل واحد هدفًا خاصًا به') },
      ],
    },
    {
      kind: 'chat', from: -14, to: -14, begins: '18:00', ends: '19:00',
      title: say('An hour of questions with a panel', 'Una hora de preguntas con un panel', 'Une heure de questions avec un panel', 'ساعة أسئلة مع ضيوف'),
      why: say('New people learn the subject by answering, and stay.', 'La gente nueva aprende el tema respondiendo, y se queda.', 'Les nouveaux apprennent le sujet en répondant, et restent.', 'يتعلم القادمون الجدد الموضوع بالإجابة ويبقون.'),
      aims: [{ indicator: 'people', threshold: 100, tagged: true, words: say('100 people take part', 'Participan 100 personas', '100 personnes participent', 'يشارك 100 شخص') }],
      tasks: [{ day: -21, title: say('Six questions and four people for the panel', 'Seis preguntas y cuatro personas para el panel', 'Six questions et quatre personnes pour le panel', 'ستة أسئلة وأربعة ضيوف') }],
    },
    {
      kind: 'burst', from: 0, to: 0, begins: '09:00', ends: '11:00', moment: 'appearance',
      title: say('Everybody in the same two hours', 'Todo el mundo en las mismas dos horas', 'Tout le monde dans les mêmes deux heures', 'الجميع في الساعتين نفسيهما'),
      why: say('Said by many at once, it is heard in the room.', 'Dicho por muchas personas a la vez, se oye en la sala.', 'Dit par beaucoup à la fois, cela s’entend dans la salle.', 'ما يقوله كثيرون معًا يُسمع داخل القاعة.'),
      aims: [{ indicator: 'people', threshold: 500, tagged: true, words: say('500 people post within two hours', '500 personas publican en dos horas', '500 personnes publient en deux heures', '500 شخص ينشرون خلال ساعتين') }],
      tasks: [{ day: -7, title: say('Choose the texts, each partner its own', 'Elegir los textos, cada aliada los suyos', 'Choisir les textes, chaque partenaire les siens', 'اختيار النصوص، لكل شريك نصوصه') }],
    },
    {
      kind: 'coverage', from: 0, to: 0, begins: '09:30', ends: '12:30', moment: 'appearance',
      title: say('Live coverage from the room', 'Cobertura en directo desde la sala', 'Le direct depuis la salle', 'تغطية مباشرة من القاعة'),
      why: say('Who cannot come follows it, and what was promised is on record.', 'Quien no puede ir lo sigue, y lo prometido queda registrado.', 'Ceux qui ne peuvent venir suivent, et les promesses restent notées.', 'يتابع من لا يستطيع الحضور، وتُسجَّل الوعود.'),
      aims: [{ indicator: 'responses', threshold: 1, words: say('The target says something we can quote', 'El objetivo dice algo que se puede citar', 'La cible dit quelque chose que l’on peut citer', 'تقول الجهة المستهدفة ما يمكن اقتباسه') }],
      tasks: [{ day: -3, title: say('Who writes, who checks, who posts', 'Quién escribe, quién revisa, quién publica', 'Qui écrit, qui vérifie, qui publie', 'من يكتب ومن يتحقق ومن ينشر') }],
    },
  ],
}
