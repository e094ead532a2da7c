// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace
{

struct Include {
    QString file; ///< relative to the source folder
    int line = 0;
    QString target; ///< as written between quotes or angle brackets
};

QStringList sourceFiles(const QString &root, const QStringList &folders)
{
    QStringList files;
    for (const QString &folder : folders) {
        QDirIterator it(root + QLatin1Char('/') + folder,
                        {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            files.append(QDir(root).relativeFilePath(it.next()));
        }
    }
    files.sort();
    return files;
}

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<Include> includesOf(const QString &root, const QStringList &folders)
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QList<Include> includes;
    const QStringList files = sourceFiles(root, folders);
    for (const QString &file : files) {
        const QStringList lines = readText(root + QLatin1Char('/') + file).split(QLatin1Char('\n'));
        for (int i = 0; i < lines.size(); ++i) {
            const QRegularExpressionMatch match = pattern.match(lines.at(i));
            if (match.hasMatch()) {
                includes.append({file, i + 1, match.captured(1)});
            }
        }
    }
    return includes;
}

} // namespace

/// The rules of the house (DESIGN.md 2), read from the sources themselves.
class TestStructure : public QObject
{
    Q_OBJECT

private:
    const QString m_root = QStringLiteral(PORTLIGHT_SOURCE_DIR);

    void check(const QStringList &folders, const QRegularExpression &forbidden,
               const QRegularExpression &exempt = QRegularExpression(QStringLiteral("^$")))
    {
        const QList<Include> includes = includesOf(m_root, folders);
        QVERIFY2(!includes.isEmpty(), "no sources found: the test looks in the wrong place");
        QStringList wrong;
        for (const Include &include : includes) {
            if (forbidden.match(include.target).hasMatch()
                && !exempt.match(include.file).hasMatch()) {
                wrong.append(QStringLiteral("%1:%2 includes %3")
                                 .arg(include.file)
                                 .arg(include.line)
                                 .arg(include.target));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

private Q_SLOTS:
    void coreIsFreeOfQtAndIo()
    {
        check({QStringLiteral("core")},
              QRegularExpression(QStringLiteral(
                  "^(Q[A-Z]|Qt|fstream$|iostream$|filesystem$|thread$|mutex$|atomic$|future$|"
                  "unistd\\.h$"
                  "|fcntl\\.h$|sys/|stdio\\.h$|cstdio$|ctime$|time\\.h$|helper/|app/|tests/)")));
    }

    void helperDoesNotKnowTheFrontEnd()
    {
        check({QStringLiteral("helper")}, QRegularExpression(QStringLiteral("^(app|tests)/")));
    }

    void frontEndKnowsOnlyTheContractOfTheHelper()
    {
        check({QStringLiteral("app")},
              QRegularExpression(QStringLiteral("^(helper/(?!ipc/)|tests/|libiptc|xtables)")));
    }

    void rootCodeBelowTheServiceIsFreeOfQt()
    {
        check({QStringLiteral("helper")}, QRegularExpression(QStringLiteral("^Q[A-Z]")),
              QRegularExpression(QStringLiteral("^helper/(ipc|service)/|^helper/main\\.cpp$")));
    }

    void onlyNetfilterTalksToIptables()
    {
        check({QStringLiteral("helper"), QStringLiteral("app"), QStringLiteral("core")},
              QRegularExpression(QStringLiteral("^(libiptc/|xtables\\.h)")),
              QRegularExpression(QStringLiteral("^helper/netfilter/")));
    }

    void onlyTheTrendChartKnowsQtCharts()
    {
        check({QStringLiteral("app")},
              QRegularExpression(
                  QStringLiteral("^Q(tCharts|Chart|LineSeries|ValueAxis|DateTimeAxis)")),
              QRegularExpression(QStringLiteral("^app/widgets/trendchart\\.")));
    }

    void modelsHaveNoWidgets()
    {
        check({QStringLiteral("app/models"), QStringLiteral("app/wording"),
               QStringLiteral("app/client"), QStringLiteral("app/cli")},
              QRegularExpression(
                  QStringLiteral("^(QWidget|QDialog|QLabel|QTableView|QApplication|QtWidgets)")));
    }

    void coreArrowsGoOneWay_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("allowed");
        const auto row = [](const char *folder, const char *allowed) {
            QTest::newRow(folder) << QString::fromLatin1(folder) << QString::fromLatin1(allowed);
        };
        row("packet", "packet");
        row("ruleset", "packet|ruleset");
        row("text", "packet|ruleset|text");
        row("change", "packet|ruleset|text|change");
        row("verdict", "packet|ruleset|text|verdict");
        row("lint", "packet|ruleset|text|verdict|lint");
        row("conntrack", "packet|ruleset|text|change|conntrack");
        row("diagnosis", "packet|ruleset|text|change|verdict|lint|conntrack|diagnosis");
        row("report", "packet|ruleset|text|change|verdict|lint|conntrack|diagnosis|report");
    }

    void coreArrowsGoOneWay()
    {
        QFETCH(QString, folder);
        QFETCH(QString, allowed);
        check({QStringLiteral("core/") + folder},
              QRegularExpression(QStringLiteral("^core/(?!result\\.h|(%1)/)").arg(allowed)));
    }

    void everySourceNamesItsLicence()
    {
        const QStringList files = sourceFiles(m_root,
                                              {QStringLiteral("core"), QStringLiteral("helper"),
                                               QStringLiteral("app"), QStringLiteral("tests")});
        QStringList wrong;
        for (const QString &file : files) {
            const QString head = readText(m_root + QLatin1Char('/') + file).left(400);
            if (!head.contains(QLatin1String("SPDX-License-Identifier: GPL-2.0-or-later"))) {
                wrong.append(file);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void filesAreShortEnoughToRead()
    {
        const QStringList files = sourceFiles(
            m_root, {QStringLiteral("core"), QStringLiteral("helper"), QStringLiteral("app")});
        QStringList wrong;
        for (const QString &file : files) {
            const auto lines = readText(m_root + QLatin1Char('/') + file).count(QLatin1Char('\n'));
            if (lines > 600) {
                wrong.append(QStringLiteral("%1 has %2 lines").arg(file).arg(lines));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everyFolderSaysWhatItIsFor()
    {
        QStringList missing;
        for (const char *top : {"core", "helper", "app", "resources", "translations", "tests"}) {
            const QString folder = QString::fromLatin1(top);
            if (!QFile::exists(m_root + QLatin1Char('/') + folder + QLatin1String("/README.md"))) {
                missing.append(folder);
            }
        }
        for (const char *top : {"core", "helper", "app"}) {
            const QDir dir(m_root + QLatin1Char('/') + QString::fromLatin1(top));
            const QStringList folders = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            for (const QString &folder : folders) {
                if (!dir.exists(folder + QLatin1String("/README.md"))) {
                    missing.append(QString::fromLatin1(top) + QLatin1Char('/') + folder);
                }
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void topLevelIsWhatTheOwnerListed()
    {
        const QStringList allowed{
            QStringLiteral("CMakeLists.txt"), QStringLiteral("CMakePresets.json"),
            QStringLiteral("LICENSE"),        QStringLiteral("CHANGELOG.md"),
            QStringLiteral("README.md"),      QStringLiteral("app"),
            QStringLiteral("core"),           QStringLiteral("helper"),
            QStringLiteral("resources"),      QStringLiteral("translations"),
            QStringLiteral("tests"),          QStringLiteral("dev")};
        QStringList extra;
        const QStringList entries = QDir(m_root).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        for (const QString &entry : entries) {
            if (!allowed.contains(entry) && !entry.startsWith(QLatin1String("build"))) {
                extra.append(entry);
            }
        }
        QVERIFY2(extra.isEmpty(), qPrintable(extra.join(QLatin1Char('\n'))));
        for (const QString &entry : allowed) {
            QVERIFY2(QFile::exists(m_root + QLatin1Char('/') + entry), qPrintable(entry));
        }
    }
};

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
