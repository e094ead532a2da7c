// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"

#include <QTest>

using namespace Portlight::Core;
using Words = std::vector<std::string>;
Q_DECLARE_METATYPE(Words)

class TestArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void split_data();
    void split();
    void openQuote();
    void join_data();
    void join();
};

void TestArguments::split_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<Words>("words");
    QTest::newRow("blanks") << "  a \t b  " << Words{"a", "b"};
    QTest::newRow("quotes group") << R"(a "b c" d)" << Words{"a", "b c", "d"};
    QTest::newRow("backslash within quotes") << R"("a\"b\\c\'d")" << Words{"a\"b\\c'd"};
    QTest::newRow("backslash outside is plain") << R"(a\ b)" << Words{"a\\", "b"};
    QTest::newRow("empty quotes") << R"(a "" b)" << Words{"a", "", "b"};
    QTest::newRow("quotes within a word") << R"(a"b c"d)" << Words{"ab cd"};
    QTest::newRow("nothing") << "" << Words{};
}

void TestArguments::split()
{
    QFETCH(QString, line);
    QFETCH(Words, words);
    const auto result = splitArguments(line.toStdString());
    QVERIFY(result);
    QVERIFY(*result == words);
}

void TestArguments::openQuote()
{
    const auto result = splitArguments("abc \"def");
    QVERIFY(!result);
    QVERIFY(result.error().code == ErrorCode::ParseFailed);
    QCOMPARE(result.error().position.column, 5U);
    QVERIFY(!splitArguments("\"a\\\""));
}

void TestArguments::join_data()
{
    QTest::addColumn<Words>("words");
    QTest::newRow("plain") << Words{"-A", "INPUT", "-j", "DROP"};
    QTest::newRow("blank") << Words{"a b"};
    QTest::newRow("empty") << Words{"", "x", ""};
    QTest::newRow("quotes and backslashes") << Words{"\"", "\\", "'", "a\\\"b", "\\\\"};
    QTest::newRow("tab and line break") << Words{"a\tb", "c\nd"};
}

void TestArguments::join()
{
    QFETCH(Words, words);
    const auto again = splitArguments(joinArguments(words));
    QVERIFY(again);
    QVERIFY(*again == words);
}

QTEST_APPLESS_MAIN(TestArguments)
#include "tst_arguments.moc"
