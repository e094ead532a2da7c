// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <QTest>

using namespace Portlight::Core;

/// Undo while others change the rules, too: our part goes, theirs stays.
class TestRebase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undo_data();
    void undo();
    void ownChainInUse();
    void settingsStay();
};

namespace
{

const ChainPlace input{Backend::Nft, Family::Ipv4, "filter", "INPUT"};

/// A chain INPUT with one rule for each letter: 'a' is "-p tcp -m tcp --dport 97 -j DROP".
std::string bodyFor(char letter)
{
    return "-p tcp -m tcp --dport " + std::to_string(static_cast<int>(letter)) + " -j DROP";
}

Ruleset rulesFor(const QString &letters)
{
    std::string text = "*filter\n:INPUT ACCEPT [0:0]\n";
    for (const char letter : letters.toStdString()) {
        text += "-A INPUT " + bodyFor(letter) + '\n';
    }
    return parseSave(text + "COMMIT\n", Backend::Nft, Family::Ipv4).value();
}

QString lettersOf(const Ruleset &ruleset)
{
    QString letters;
    for (const Rule &rule : ruleset.tables.at(0).chains.at(0).rules) {
        for (char letter = 'a'; letter <= 'z'; ++letter) {
            if (rule.text == "-A INPUT " + bodyFor(letter)) {
                letters += QLatin1Char(letter);
            }
        }
    }
    return letters;
}

Change changeFor(const QString &what)
{
    const auto letter = [&what](int index) {
        return what[index].toLatin1();
    };
    switch (letter(0)) {
    case '+': // "+x2": insert x at 2
        return InsertRule{input, static_cast<unsigned>(letter(2) - '0'), bodyFor(letter(1)), {}, {},
                          {}};
    case '-': // "-x2": delete x at 2
        return DeleteRule{input, static_cast<unsigned>(letter(2) - '0'), bodyFor(letter(1))};
    case '=': // "=x2y": replace x at 2 by y
        return ReplaceRule{input, static_cast<unsigned>(letter(2) - '0'), bodyFor(letter(1)),
                           bodyFor(letter(3))};
    default:
        return FlushChain{input};
    }
}

} // namespace

void TestRebase::undo_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("undone");
    QTest::newRow("insert, nobody else") << "abc"
                                         << "+x2"
                                         << "axbc"
                                         << "abc";
    QTest::newRow("insert, others insert before") << "abc"
                                                  << "+x2"
                                                  << "yzaxbc"
                                                  << "yzabc";
    QTest::newRow("insert, others delete before") << "abc"
                                                  << "+x2"
                                                  << "xbc"
                                                  << "bc";
    QTest::newRow("insert, others removed it") << "abc"
                                               << "+x2"
                                               << "abc"
                                               << "abc";
    QTest::newRow("insert, an equal one is there, too") << "abxc"
                                                        << "+x2"
                                                        << "axbxc"
                                                        << "abxc";
    QTest::newRow("insert, an equal one farther off") << "x"
                                                      << "+x1"
                                                      << "axx"
                                                      << "ax";
    QTest::newRow("delete, nobody else") << "abc"
                                         << "-b2"
                                         << "ac"
                                         << "abc";
    QTest::newRow("delete, others insert before") << "abc"
                                                  << "-b2"
                                                  << "yzac"
                                                  << "yzabc";
    QTest::newRow("delete, the one before is gone") << "abcd"
                                                    << "-b2"
                                                    << "yyycd"
                                                    << "yyybcd";
    QTest::newRow("delete, both neighbours are gone") << "abc"
                                                      << "-b2"
                                                      << "yz"
                                                      << "ybz";
    QTest::newRow("delete, the chain is shorter") << "abc"
                                                  << "-c3"
                                                  << ""
                                                  << "c";
    QTest::newRow("replace, others insert") << "abc"
                                            << "=b2x"
                                            << "yaxc"
                                            << "yabc";
    QTest::newRow("replace, others removed it") << "abc"
                                                << "=b2x"
                                                << "ac"
                                                << "abc";
    QTest::newRow("flush, others append") << "abc"
                                          << "F"
                                          << "y"
                                          << "abcy";
    QTest::newRow("flush, nobody else") << "abc"
                                        << "F"
                                        << ""
                                        << "abc";
}

void TestRebase::undo()
{
    QFETCH(QString, before);
    QFETCH(QString, change);
    QFETCH(QString, now);
    Ruleset ruleset = rulesFor(before);
    const auto inverse = applyChange(ruleset, changeFor(change));
    QVERIFY(inverse);
    Ruleset today = rulesFor(now);
    for (const Change &step : rebase(*inverse, today)) {
        QVERIFY(applyChange(today, step));
    }
    QTEST(lettersOf(today), "undone");
}

void TestRebase::ownChainInUse()
{
    const ChainPlace own{Backend::Nft, Family::Ipv4, "filter", "own"};
    Ruleset today = rulesFor(QStringLiteral("a"));
    const auto inverse = applyChange(today, NewChain{own});
    QVERIFY(inverse);
    QCOMPARE(rebase(*inverse, today).size(), std::size_t{1});
    Ruleset used = today;
    QVERIFY(applyChange(used, AppendRule{input, "-j own"}));
    QVERIFY(rebase(*inverse, used).empty());
    QVERIFY(applyChange(today, DeleteChain{own}));
    QVERIFY(rebase(*inverse, today).empty());
}

void TestRebase::settingsStay()
{
    const Ruleset today = rulesFor(QStringLiteral("a"));
    const std::vector<Change> inverse{SetSetting{"net.ipv4.ip_forward", "0", "1"},
                                      SetPolicy{input, Policy::Accept}};
    const auto result = rebase(inverse, today);
    QCOMPARE(result.size(), std::size_t{1}); // the policy is ACCEPT already
    QVERIFY(std::holds_alternative<SetSetting>(result[0]));
}

QTEST_APPLESS_MAIN(TestRebase)
#include "tst_rebase.moc"
