"""Short articles in several languages, written for the tests."""

GERMAN = (
    "Der Stadtrat von Lindenau hat am Dienstag beschlossen, die alte Brücke über die Mulde bis zum "
    "Herbst zu sperren. Bürgermeisterin Anke Vogel sagte, die Sicherheit der Fußgänger gehe vor: „Wir "
    "können nicht warten, bis etwas passiert.“ Die Bahn will solange Busse fahren lassen, und die "
    "Geschäfte am Ufer fürchten um ihre Kunden. Ein Gutachten hatte im Frühjahr Risse in zwei Pfeilern "
    "gefunden, die niemand erklären konnte."
)
FRENCH = (
    "Le conseil municipal de Saint-Aubin a décidé mardi de fermer le vieux pont jusqu'à l'automne. La "
    "maire, Claire Fontaine, a déclaré que la sécurité des passants devait l'emporter sur tout le "
    "reste. Les commerçants de la rive gauche craignent de perdre leurs clients, et la compagnie des "
    "chemins de fer promet des autocars."
)
RUSSIAN = (
    "Городской совет во вторник решил закрыть старый мост до осени. Мэр города Анна Петрова сказала, "
    "что безопасность пешеходов важнее всего, и попросила жителей набраться терпения. Владельцы "
    "магазинов на набережной боятся потерять покупателей, а железная дорога обещает пустить автобусы."
)
CHINESE = (
    "市议会星期二决定，在秋天之前关闭河上的旧桥。市长李芳说，行人的安全比什么都重要，"
    "请居民们耐心等待。河边的商店担心会失去顾客，铁路公司答应在这段时间里开通公共汽车"
    "。今年春天的检查在两个桥墩上发现了裂缝，没有人能够解释这些裂缝是怎样出现的。专家"
    "们将在下个月再来检查一次，然后再作最后的决定。"
)
ARABIC = (
    "قرر مجلس المدينة يوم الثلاثاء إغلاق الجسر القديم حتى الخريف. وقالت رئيسة البلدية إن سلامة المشاة "
    "أهم من أي شيء آخر، وطلبت من السكان أن يتحلوا بالصبر. ويخشى أصحاب المتاجر على ضفة النهر أن يفقدوا "
    "زبائنهم، بينما وعدت شركة السكك الحديدية بتسيير حافلات خلال هذه المدة."
)
SERBIAN = (
    "Gradsko veće je u utorak odlučilo da zatvori stari most do jeseni. Gradonačelnica je rekla da je "
    "bezbednost pešaka važnija od svega i zamolila građane da budu strpljivi. Vlasnici prodavnica na "
    "obali plaše se da će izgubiti kupce, a železnica obećava da će za to vreme voziti autobusi."
)
ENGLISH = (
    "The town council of Ashwick decided on Tuesday to close the old bridge over the river until "
    "autumn. The mayor, Anna Bell, said that the safety of walkers came first. Shops on the bank fear "
    "that they will lose their customers, and the railway has promised buses. In spring a survey had "
    "found cracks in two of the piers."
)
NAMES_FROM_EVERYWHERE = (
    "Jürgen Müller of Bayern München met Françoise Lefèvre, José Martínez, Łukasz Kowalski and Nguyễn "
    "Văn An in Zürich, where they were joined by Giuseppe Rossi of Reggio nell'Emilia, Søren Østergaard "
    "and Mehmet Yılmaz. Volodymyr Zelensky, Xi Jinping and Ngozi Okonjo-Iweala had been there before "
    "them, said Ivana Horvat."
)
