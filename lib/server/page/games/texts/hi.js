/** What the games say in Hindi, by key; `{name}` stands for a value. */
export default {
  "start": "शुरू करें",
  "fool-about":
    "ऐसे अंक बनाइए जिन्हें लोग पढ़ लें, पर नेटवर्क नहीं। कुछ और पढ़े तो {wrong} अंक मिलेंगे; पक्का न हो तो {doubt}। {rounds} अंक पूछे जाएँगे; {winning} पाने पर आप जीतेंगे।",
  "fool-task": "ऐसा {digit} बनाइए जो इससे पढ़ा न जाए",
  "fool-so-far": "{rounds} में से {round}, पाए अंक: {points}",
  "done": "हो गया",
  "draw-first": "पहले कुछ बनाइए।",
  "reads": "पढ़ा: {read}",
  "is-it": "पढ़ा: “{read}”। क्या आपके पास बैठा कोई इसे {digit} पढ़ेगा?",
  "yes": "हाँ",
  "no": "नहीं",
  "fool-seen": "{digit} को “{read}” पढ़ा गया। पाए अंक: {points}।",
  "fool-won": "आपने इसे चकमा दिया: {most} में से {points}",
  "fool-lost": "इसने चकमा नहीं खाया: {most} में से {points}",
  "ten-about": "जो अंक पूछा जाए, उसे लिखिए। पढ़े जाने पर अगला आएगा। घड़ी {seconds} सेकंड से चलेगी।",
  "ten-task": "{digit} लिखिए",
  "later": "इसे बाद में",
  "left": "{seconds} सेकंड बाक़ी",
  "ten-won": "{seconds} सेकंड में दस अंक",
  "ten-lost": "{seconds} सेकंड में 10 में से {count} अंक",
  "round-read": "{asked} को {read} पढ़ा गया",
  "again": "फिर खेलें",
  "save": "चित्र सहेजें",
  "share": "चित्र साझा करें",
  "no-reader":
    "इस डिवाइस पर पढ़ने वाला भाग चालू नहीं हो सका, इसलिए यहाँ खेल नहीं हो सकता। इसे बंद करके फिर कोशिश कीजिए।",
};
