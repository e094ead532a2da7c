// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/ruledetails.h"

#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "core/verdict/engine.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Portlight::App
{

RuleDetails::RuleDetails(QWidget *parent)
    : QTabWidget(parent)
    , m_sentence(textLabel({}, this))
    , m_parts(textLabel({}, this))
    , m_counted(textLabel({}, this, true))
    , m_command(new QPlainTextEdit(this))
{
    enlarge(m_sentence, 1.1);
    m_sentence->setAccessibleName(tr("What the rule does"));
    auto *explanation = new QWidget(this);
    auto *column = new QVBoxLayout(explanation);
    column->addWidget(m_sentence);
    column->addWidget(m_parts);
    column->addWidget(m_counted);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(explanation);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Explanation"));
    addTab(scroll, tr("E&xplanation"));

    auto *written = new QWidget(this);
    auto *row = new QHBoxLayout(written);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setAccessibleName(tr("Command of the rule"));
    auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("&Copy"), written);
    copy->setAccessibleName(tr("Copy command"));
    row->addWidget(m_command, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    addTab(written, tr("Co&mmand"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command->toPlainText());
    });
    setAccessibleName(tr("Details of the rule"));
    setDocumentMode(true);
}

void RuleDetails::showRule(const RuleModel &model, int row)
{
    if (row < 0 || row >= model.rowCount()) {
        m_sentence->setText(tr("Pick a rule to see what it means."));
        m_parts->clear();
        m_counted->clear();
        m_command->clear();
        return;
    }
    m_sentence->setText(model.sentence(row));
    const QString command = model.command(row);
    if (m_command->toPlainText() != command) {
        m_command->setPlainText(command);
    }
    const QLocale locale;
    std::optional<Core::Counters> counters;
    if (const auto *rule = model.rule(row)) {
        counters = rule->counters;
        QStringList parts;
        for (const auto &match : rule->matches) {
            if (const auto *opaque = std::get_if<Core::OpaqueMatch>(&match)) {
                parts << tr("•  %1: Portlight doesn't know this part; where it matters the answer "
                            "is \"Can't tell\".")
                             .arg(qtext(opaque->text));
            }
        }
        QStringList asked;
        for (const auto &condition : Core::conditions(*rule, Core::Packet{})) {
            asked << qtext(condition.text);
        }
        if (rule->matches.empty()) {
            parts.prepend(tr("It asks nothing: every packet that gets here matches."));
        } else if (!asked.isEmpty()) {
            parts.prepend(tr("A packet matches when all of this holds: %1")
                              .arg(asked.join(QLatin1String("   and   "))));
        }
        parts << tr("Rules in front of it are asked first; the first one that decides, wins.");
        m_parts->setText(parts.join(QLatin1Char('\n')));
    } else {
        counters = model.chain()->policy ? model.chain()->counters : std::nullopt;
        m_parts->setText(
            model.chain()->policy
                ? tr("This happens to every packet that no rule above decided about.")
                : tr("No rule here decided: the list that sent the packet goes on with its next "
                     "rule."));
    }
    m_counted->setText(
        !counters ? QString()
            : counters->packets == 0
            ? tr("Never matched since the counters were last set to zero.")
            : tr("Matched %1 packet(s), %2, since the counters were last set to "
                 "zero.",
                 nullptr, static_cast<int>(counters->packets))
                  .arg(locale.toString(static_cast<qulonglong>(counters->packets)),
                       locale.formattedDataSize(static_cast<qint64>(counters->bytes), 1)));
}

} // namespace Portlight::App
