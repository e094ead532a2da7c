// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "labsupport.h"

#include "core/text/nftjson.h"
#include "core/text/nftlisting.h"
#include "helper/netfilter/nftreader.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

using namespace Portlight;

namespace
{

/// Numbers of counters, and what depends on the clock.
QString comparable(const std::string &words, const std::string &comment = {})
{
    static const QRegularExpression counter(QStringLiteral("counter packets \\d+ bytes \\d+"));
    QString text = QString::fromStdString(words).replace(counter, QStringLiteral("counter"));
    text.remove(QStringLiteral(" used 0 bytes"));
    const QString quoted = QStringLiteral(" comment \"%1\"").arg(QString::fromStdString(comment));
    if (!comment.empty() && text.endsWith(quoted)) {
        text.chop(quoted.size());
    }
    return text;
}

} // namespace

/// Our words for rules against nft's own.
class TestNftWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asNftPrints_data()
    {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(PORTLIGHT_TEST_DATA "/nft"));
        for (const QFileInfo &info : folder.entryInfoList({QStringLiteral("*.nft")}, QDir::Files)) {
            QTest::newRow(qPrintable(info.fileName())) << info.filePath();
        }
    }

    void asNftPrints()
    {
        QFETCH(QString, path);
        Test::runTool("nft", {"flush", "ruleset"});
        Test::runTool("nft", {"-f", path.toStdString()});
        const auto text = Helper::readNftables();
        QVERIFY(text && text->status == Helper::RulesText::Status::Done);
        const auto ruleset = Core::parseNftJson(text->json);
        QVERIFY2(ruleset.has_value(), ruleset ? "" : ruleset.error().detail.c_str());
        int compared = 0;
        for (const Core::NativeTable &table : ruleset->tables) {
            const auto listed = Core::rulesOfListing(
                Test::runTool("nft", {"-a", "list", "table", table.family, table.name}));
            std::size_t rules = 0;
            for (const Core::NativeChain &chain : table.chains) {
                for (const Core::NativeRule &rule : chain.rules) {
                    const auto found = listed.find(rule.handle);
                    QVERIFY2(found != listed.end(), rule.text.c_str());
                    QCOMPARE(comparable(rule.text), comparable(found->second, rule.comment));
                    ++compared;
                    ++rules;
                }
            }
            QCOMPARE(rules, listed.size());
        }
        QVERIFY(compared > 0);
    }

    /// Reading must not load or create anything.
    void readingChangesNothing()
    {
        Test::runTool("nft", {"flush", "ruleset"});
        const QByteArray modules = loadedModules();
        const auto empty = Helper::readNftables();
        QVERIFY(empty.has_value());
        QCOMPARE(Test::runTool("nft", {"list", "tables"}), std::string());
        QCOMPARE(loadedModules(), modules);
        const auto parsed = Core::parseNftJson(empty->json);
        QVERIFY(parsed && parsed->tables.empty());
    }

private:
    static QByteArray loadedModules()
    {
        QFile file(QStringLiteral("/proc/modules"));
        QByteArray names;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : file.readAll().split('\n')) {
                names += line.left(line.indexOf(' ')) + '\n';
            }
        }
        return names;
    }
};

QTEST_GUILESS_MAIN(TestNftWords)
#include "tst_nftwords.moc"
