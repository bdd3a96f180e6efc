"""Headlines of a few words are told apart, and a neighbour is not taken for one of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang.identify import CANDIDATES, identify, plain_language, samples

CASES = {
    "en": """
        Court fines newspaper for article on mayor
        Editor released after two years in prison
        Why the new law on assembly matters
        Journalist detained at border crossing
        Activists demand inquiry into prison deaths
        The right to know
        Parliament passes bill on foreign agents
        Police break up rally in the capital
        Trial of the blogger begins
        Number of libel cases doubled in a year
        What the census says about villages
        Former minister charged with fraud
        Water shortage threatens farmers
        Opposition leader appeals verdict
        No answer from the ministry
        Report: 85 complaints in three months
        Lawyers say evidence was ignored
        Women journalists face threats online
        Editor of local daily questioned by police
        A year after the fire
        Independent union refused registration
        Workers strike over unpaid wages
        Human rights groups condemn sentence
        Website blocked without court order
        Government plans to raise tariffs""",
    "ru": """
        Три года назад здесь жили 450 семей, сейчас осталось 12
        Казахстан опустился на 101-е место, потеряв семь позиций в списке 180 стран
        Кыргызстан занял 82-е место из 180 стран
        Суд оштрафовал редактора газеты
        Журналистку задержали на границе
        Почему новый закон опасен
        Приговор блогеру отменён
        Число исков о клевете удвоилось
        Активисты требуют расследования
        Право знать
        Парламент принял поправки
        Полиция разогнала митинг в столице
        Экс-министру предъявили обвинение
        Вода подорожала на треть
        Дело адвоката передано в суд
        Редакции отказали в аккредитации
        Сайт заблокирован без решения суда
        Что показала перепись
        Год после пожара
        Рабочие вышли на забастовку
        Правозащитники осудили приговор
        Прокурор запросил пять лет
        В Караганде судят журналиста
        Ответа из министерства нет
        Женщинам-журналистам угрожают
        Независимый профсоюз не зарегистрировали
        Тарифы снова вырастут
        Кто заплатит за ущерб""",
    "kk": """
        Депутаттар бюджетті бекітті
        Астанада мектеп ашылды
        Мигранттар саны азайды
        Банк пайызды көтерді
        Сот редакторға айыппұл салды
        Журналист шекарада ұсталды
        Жаңа заң неге қауіпті
        Блогердің үкімі бұзылды
        Жала жабу ісі екі есе көбейді
        Белсенділер тергеуді талап етті
        Білуге құқығымыз бар
        Парламент түзетулерді қабылдады
        Полиция митингіні таратты
        Бұрынғы министрге айып тағылды
        Су тапшылығы шаруаларды алаңдатты
        Адвокаттың ісі сотқа жіберілді
        Редакцияға аккредитация берілмеді
        Сайт сот шешімінсіз бұғатталды
        Санақ не көрсетті
        Өрттен кейін бір жыл өтті
        Жұмысшылар ереуілге шықты
        Құқық қорғаушылар үкімді айыптады
        Прокурор бес жыл сұрады
        Қарағандыда журналист сотталып жатыр
        Министрліктен жауап болмады
        Тарифтер тағы да өседі
        Кәсіподақ тіркелмей қалды
        Шығынды кім төлейді
        Балалар туралы заң жобасы
        Алматыда мектеп салынады
        Ауыл мектебі жабылды""",
    "ky": """
        Депутаттар бюджетти кабыл алды
        Президент жарлыкка кол койду
        Жалал-Абадда имарат кулады
        Июнь айында эт 10 пайызга, ун 5,5 пайызга кымбаттады
        Бажы төлөмдөрү жогорулады
        Сот редакторго айып салды
        Журналист чек арада кармалды
        Жаңы мыйзам эмне үчүн коркунучтуу
        Активисттер тергөөнү талап кылышты
        Парламент оңдоолорду кабыл алды
        Мурдагы министрге айып тагылды
        Суу тартыштыгы дыйкандарды тынчсыздандырды
        Өрттөн кийин бир жыл өттү
        Жумушчулар иш таштоого чыкты
        Бишкекте журналист соттолуп жатат""",
    "uz": """
        Sud muharrirga jarima soldi
        Jurnalist chegarada ushlandi
        Yangi qonun nima uchun xavfli
        Faollar tergovni talab qildi
        Parlament tuzatishlarni qabul qildi
        Sobiq vazirga ayblov e’lon qilindi
        Suv tanqisligi dehqonlarni tashvishga soldi
        Суд муҳаррирга жарима солди
        Янги қонун нима учун хавфли
        Собиқ вазирга айблов эълон қилинди""",
    "tg": """
        Суд муҳаррирро ҷарима кард
        Рӯзноманигор дар сарҳад боздошт шуд
        Қонуни нав чаро хатарнок аст
        Фаъолон таҳқиқро талаб карданд
        Порлумон ислоҳотро қабул кард
        Вазири собиқ айбдор дониста шуд
        Камбуди об деҳқононро ба ташвиш овард
        Як сол пас аз сӯхтор
        Коргарон ба корпартоӣ баромаданд""",
}
ROWS = [(code, line.strip()) for code, text in CASES.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("code", "line"), ROWS)
def test_short_lines(code: str, line: str) -> None:
    assert identify(line)[0] == code


@pytest.mark.parametrize(("code", "sample"), samples().items())
def test_samples(code: str, sample: str) -> None:
    assert identify(sample)[0] == code


OTHERS = [
    "Суд виніс вирок журналістці",
    "Президент підписав новий закон",
    "Прэзідэнт падпісаў новы закон",
    "Съдът отмени присъдата на журналиста",
    "Суд је ослободио новинара оптужби",
    "Mahkeme gazeteciyi serbest bıraktı",
    "Das Gericht sprach den Journalisten frei",
    "Le tribunal a relaxé la journaliste",
    "El tribunal absolvió a la periodista",
    "Ерөнхийлөгч шинэ хуульд гарын үсэг зурав",
    "新しい法律が可決された",
    "المحكمة تبرئ الصحفي",
]


@pytest.mark.parametrize("line", OTHERS)
def test_neighbours_are_not_ours(line: str) -> None:
    assert identify(line)[0] not in CANDIDATES


@pytest.mark.parametrize("text", ["", " ", "2020", "12 345,6 %", "https://", "…", "\ud800"])
def test_nothing_is_nothing(text: str) -> None:
    assert identify(text) == (None, 0.0)


def test_a_prior_decides_between_equals_only() -> None:
    assert identify("Суд оштрафовал редактора газеты", prior="kk")[0] == "ru"
    assert identify("Тоқаев: 2020", prior="kk-KZ")[0] == "kk"


def test_mixed_paragraphs_have_their_own_language() -> None:
    assert identify("Ол былай деді: «Бұл заң бізге керек емес».")[0] == "kk"
    assert identify("Он сказал: «Этот закон нам не нужен».")[0] == "ru"


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    code, sure = identify(text)
    assert 0 <= sure <= 1
    assert (code is None) == (sure == 0)


@pytest.mark.parametrize("code", sorted(samples()))
def test_what_a_glance_says_is_what_a_long_look_says(code: str) -> None:
    text = samples()[code]
    assert plain_language(text) in (code, None)
    assert plain_language(text, likely=code) in (code, None)


@pytest.mark.parametrize(
    ("text", "likely", "found"),
    [
        ("They said that the court had been closed.", None, "en"),
        ("A ruling by judges", "en", "en"),
        ("A ruling by judges", None, None),
        ("Это был закон, который так и не приняли.", "kk", "ru"),
        ("Бұл заң әлі қабылданған жоқ және болмайды.", "ru", "kk"),
        ("Sally, 2024", "en", None),
        ("", "en", None),
    ],
)
def test_plain_languages(text: str, likely: str | None, found: str | None) -> None:
    assert plain_language(text, likely) == found
