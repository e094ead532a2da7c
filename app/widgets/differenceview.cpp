// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/differenceview.h"

#include "app/models/qtext.h"
#include "app/widgets/colours.h"
#include "app/wording/words.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace Portlight::App
{

namespace
{

/// Lines that stay, around those that change.
constexpr std::size_t contextLines = 3;

struct Pair {
    const Core::DifferenceLine *before = nullptr;
    const Core::DifferenceLine *after = nullptr;
    int beforeNumber = 0;
    int afterNumber = 0;
};

bool isRule(const Core::DifferenceLine &line)
{
    return line.text.starts_with("-A ");
}

/// What is removed and what is added at one place stand side by side.
std::vector<Pair> pairsOf(const std::vector<Core::DifferenceLine> &lines)
{
    using Kind = Core::DifferenceLine::Kind;
    std::vector<Pair> pairs;
    std::size_t openLeft = 0; // first row of this place whose right side is empty
    std::size_t openRight = 0;
    int before = 0;
    int after = 0;
    for (const auto &line : lines) {
        const int beforeNumber = isRule(line) && line.kind != Kind::Added ? ++before : 0;
        const int afterNumber = isRule(line) && line.kind != Kind::Removed ? ++after : 0;
        if (line.kind == Kind::Same) {
            pairs.push_back({&line, &line, beforeNumber, afterNumber});
            openLeft = openRight = pairs.size();
        } else if (line.kind == Kind::Removed) {
            if (openRight == pairs.size()) {
                pairs.emplace_back();
            }
            pairs[openRight].before = &line;
            pairs[openRight++].beforeNumber = beforeNumber;
        } else {
            if (openLeft == pairs.size()) {
                pairs.emplace_back();
            }
            pairs[openLeft].after = &line;
            pairs[openLeft++].afterNumber = afterNumber;
        }
    }
    return pairs;
}

} // namespace

DifferenceView::DifferenceView(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(tr("Ru&le list:"), this))
    , m_chains(new QComboBox(this))
    , m_table(new QTableWidget(this))
{
    m_label->setBuddy(m_chains);
    m_chains->setAccessibleName(tr("Rule list that changes"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_label);
    row->addWidget(m_chains, 1);
    m_table->setColumnCount(2);
    m_table->setAccessibleName(tr("Rules before and after"));
    m_table->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_table->verticalHeader()->hide();
    // Rows follow the width of the columns, which is known only once the view is shown.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    setTitles(tr("Before"), tr("After"));
    connect(m_chains, &QComboBox::currentIndexChanged, this, &DifferenceView::showEntry);
}

void DifferenceView::setTitles(const QString &before, const QString &after)
{
    m_table->setHorizontalHeaderLabels({before, after});
}

std::vector<DifferenceView::Entry> DifferenceView::entriesFor(const Core::Ruleset &before,
                                                              const Core::Ruleset &after)
{
    std::vector<Entry> entries;
    for (auto &each : Core::differences(before, after)) {
        entries.push_back(
            {tr("%1 (%2, %3, %4)")
                 .arg(Words::plain(each.chain), Words::plain(each.table),
                      Words::familyWord(after.family), qtext(Core::toString(after.backend))),
             std::move(each.lines)});
    }
    return entries;
}

void DifferenceView::setEntries(std::vector<Entry> entries)
{
    const QString shown = m_chains->currentText();
    m_entries = std::move(entries);
    {
        const QSignalBlocker blocker(m_chains);
        m_chains->clear();
        for (const auto &entry : m_entries) {
            m_chains->addItem(entry.title);
        }
        m_chains->setCurrentIndex(std::max(0, m_chains->findText(shown)));
    }
    m_chains->setEnabled(m_entries.size() > 1);
    showEntry();
}

bool DifferenceView::isEmpty() const
{
    return m_entries.empty();
}

void DifferenceView::showEntry()
{
    m_table->clearContents();
    m_table->setRowCount(0);
    const int index = m_chains->currentIndex();
    if (index < 0 || index >= static_cast<int>(m_entries.size())) {
        return;
    }
    const auto pairs = pairsOf(m_entries[static_cast<std::size_t>(index)].lines);
    // Far from a change, equal lines say nothing: long lists are shortened to what matters.
    std::vector<bool> shown(pairs.size(), false);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (pairs[i].before != pairs[i].after) {
            const std::size_t first = i < contextLines ? 0 : i - contextLines;
            const std::size_t last = std::min(pairs.size(), i + contextLines + 1);
            std::fill(shown.begin() + static_cast<std::ptrdiff_t>(first),
                      shown.begin() + static_cast<std::ptrdiff_t>(last), true);
        }
    }
    int row = 0;
    const auto addRow = [this, &row] {
        m_table->insertRow(row);
        return row++;
    };
    for (std::size_t i = 0; i < pairs.size();) {
        if (!shown[i]) {
            std::size_t end = i;
            while (end < pairs.size() && !shown[end]) {
                ++end;
            }
            const int at = addRow();
            const auto left = static_cast<int>(end - i);
            for (int side = 0; side < 2; ++side) {
                auto *item = new QTableWidgetItem(tr("… %n more that stay", nullptr, left));
                item->setForeground(secondaryText(palette()));
                m_table->setItem(at, side, item);
            }
            i = end;
            continue;
        }
        const auto &pair = pairs[i++];
        const int at = addRow();
        const std::array sides{pair.before, pair.after};
        const std::array numbers{pair.beforeNumber, pair.afterNumber};
        for (int side = 0; side < 2; ++side) {
            const auto *line = sides[static_cast<std::size_t>(side)];
            if (line == nullptr) {
                m_table->setItem(at, side, new QTableWidgetItem);
                continue;
            }
            const bool changes = line->kind != Core::DifferenceLine::Kind::Same;
            const int number = numbers[static_cast<std::size_t>(side)];
            const QString mark = !changes ? QStringLiteral(" ")
                : side == 0               ? QStringLiteral("−")
                                          : QStringLiteral("+");
            const QString text = Words::plain(line->text);
            auto *item = new QTableWidgetItem(
                QStringLiteral("%1 %2  %3")
                    .arg(mark, number > 0 ? QString::number(number) : QStringLiteral(" "), text));
            if (changes) {
                QFont font = m_table->font();
                font.setBold(true);
                item->setFont(font);
                item->setBackground(toneBackground(side == 0 ? Tone::Bad : Tone::Good, palette()));
                item->setData(Qt::AccessibleTextRole,
                              side == 0 ? tr("Removed: %1").arg(text) : tr("Added: %1").arg(text));
            }
            item->setToolTip(text);
            m_table->setItem(at, side, item);
        }
    }
}

} // namespace Portlight::App
