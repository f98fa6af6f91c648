import { say, type Template } from './shape.ts'

/** S2: one named official is asked, by thousands, for one thing that they can do; the easy step is part of a larger one. */
export const oneOfficial: Template = {
  key: 'one-official',
  title: say('Get one person to answer', 'Que una persona responda', 'Obtenir la réponse d’une personne', 'انتزاع جواب من شخص واحد'),
  lead: say(
    'Name the official who can say yes, ask for one thing, and let thousands ask in their own words. The answer is a step: say towards what.',
    'Nombra a quien puede decir que sí, pide una sola cosa y deja que miles la pidan con sus palabras. La respuesta es un paso: di hacia qué.',
    'Nommez la personne qui peut dire oui, demandez une seule chose, et laissez des milliers la demander avec leurs mots. La réponse est un pas : dites vers quoi.',
    'سمّوا المسؤول القادر على أن يقول نعم، واطلبوا أمرًا واحدًا، ودعوا الآلاف يطلبونه بكلماتهم. الجواب خطوة: قولوا نحو ماذا.'),
  anchor: say('The day of the trial or decision', 'El día del juicio o la decisión', 'Le jour du procès ou de la décision', 'يوم المحاكمة أو القرار'),
  moments: [{ key: 'trial', kind: 'hearing', day: 0, clock: '09:00', minutes: 240, title: say('The hearing', 'La audiencia', 'L’audience', 'الجلسة'), reason: say('Somebody of rank in the room protects those who stand trial.', 'Alguien de rango en la sala protege a quienes son juzgados.', 'Une personne de rang dans la salle protège ceux que l’on juge.', 'حضور ذي منصب في القاعة يحمي من يُحاكَمون.') }],
  tactics: [
    {
      kind: 'letters', from: -21, to: -8,
      title: say('Ask by name, in many wordings', 'Pedirlo por su nombre, con muchas palabras', 'Demander par le nom, en bien des mots', 'الطلب بالاسم وبصيغ كثيرة'),
      why: say('It takes a minute, and an official who is named has to decide whether to keep silent.', 'Toma un minuto, y quien es nombrado tiene que decidir si calla.', 'Cela prend une minute, et qui est nommé doit décider de se taire ou non.', 'يستغرق دقيقة، ومن يُسمّى عليه أن يقرر هل يسكت.'),
      aims: [
        { indicator: 'people', threshold: 2000, tagged: true, words: say('2,000 people ask', '2000 personas lo piden', '2 000 personnes demandent', '2000 شخص يطلبون') },
        { indicator: 'responses', threshold: 1, words: say('The official answers in public', 'La persona responde en público', 'La personne répond publiquement', 'يجيب المسؤول علنًا') },
      ],
      tasks: [{ day: -24, title: say('Twelve texts that do not sound alike', 'Doce textos que no suenen igual', 'Douze textes qui ne se ressemblent pas', 'اثنا عشر نصًا لا تتشابه') }],
    },
    {
      kind: 'lobbying', from: -7, to: -3, moment: 'trial',
      title: say('The meeting that the letters open', 'La reunión que abren las cartas', 'Le rendez-vous qu’ouvrent les lettres', 'اللقاء الذي تفتحه الرسائل'),
      why: say('What is said in public gets the door open; what is agreed there counts.', 'Lo dicho en público abre la puerta; lo que se acuerda dentro es lo que cuenta.', 'Ce qui est dit en public ouvre la porte ; ce qui s’y convient compte.', 'ما يقال علنًا يفتح الباب، وما يُتفق عليه هناك هو المهم.'),
      aims: [{ indicator: 'other', threshold: 1, words: say('Somebody of rank promises to attend', 'Alguien de rango promete asistir', 'Une personne de rang promet d’assister', 'يعد ذو منصب بالحضور') }],
      tasks: [{ day: -10, title: say('Ask for the appointment with the number of people who asked', 'Pedir la cita con el número de quienes lo pidieron', 'Demander le rendez-vous avec le nombre de demandes', 'طلب الموعد مع ذكر عدد الطالبين') }],
    },
  ],
}
