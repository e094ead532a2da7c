// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/trialmodel.h"

#include "app/wording/wording.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace Portlight::App
{

TrialModel::TrialModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void TrialModel::setTrials(std::vector<Trial> trials)
{
    const bool sameIds = std::equal(trials.begin(), trials.end(), m_trials.begin(), m_trials.end(),
                                    [](const Trial &a, const Trial &b) {
                                        return a.id == b.id;
                                    });
    if (sameIds) {
        m_trials = std::move(trials);
        if (!m_trials.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    // New trials come in front: everything behind the first known one is as it was.
    const auto known = std::find_if(trials.begin(), trials.end(), [this](const Trial &trial) {
        return !m_trials.empty() && trial.id == m_trials.front().id;
    });
    const auto added = known - trials.begin();
    const bool onlyAdded = known != trials.end()
        && std::equal(known, trials.end(), m_trials.begin(), m_trials.end(),
                      [](const Trial &a, const Trial &b) {
                          return a.id == b.id;
                      });
    if (onlyAdded) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_trials = std::move(trials);
        endInsertRows();
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_trials = std::move(trials);
    endResetModel();
}

const Trial *TrialModel::trial(int row) const
{
    return row >= 0 && row < rowCount() ? &m_trials[static_cast<std::size_t>(row)] : nullptr;
}

int TrialModel::rowOf(const QString &id) const
{
    const auto found = std::find_if(m_trials.begin(), m_trials.end(), [&id](const Trial &trial) {
        return trial.id == id;
    });
    return found == m_trials.end() ? -1 : static_cast<int>(found - m_trials.begin());
}

int TrialModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_trials.size());
}

int TrialModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Trial &trial = m_trials[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case WhenColumn:
            return QLocale().toString(QDateTime::fromSecsSinceEpoch(trial.began),
                                      QLocale::ShortFormat);
        case WhatColumn:
            return trial.summary;
        case StateColumn:
            if (!trial.here) {
                return tr("%1, on another network").arg(trialStateText(trial.state));
            }
            return trial.state == QLatin1String("trying")
                ? tr("%1, %n second(s) left", nullptr, static_cast<int>(trial.secondsLeft))
                      .arg(trialStateText(trial.state))
                : trialStateText(trial.state);
        case WhoColumn:
            return trial.uid == 0 ? QStringLiteral("root") : tr("User %1").arg(trial.uid);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return trial.commands.join(QLatin1Char('\n'));
    case IconNameRole:
        if (index.column() != StateColumn) {
            return {};
        }
        if (trial.state == QLatin1String("kept")) {
            return QStringLiteral("result-ok");
        }
        if (trial.state == QLatin1String("undone")) {
            return QStringLiteral("edit-undo");
        }
        return trial.state == QLatin1String("trying") ? QStringLiteral("countdown")
                                                      : QStringLiteral("result-problem");
    case SortRole:
        return index.column() == WhenColumn ? QVariant(trial.began) : data(index, Qt::DisplayRole);
    default:
        return {};
    }
}

QVariant TrialModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case WhenColumn:
        return tr("When");
    case WhatColumn:
        return tr("What was changed");
    case StateColumn:
        return tr("How it ended");
    case WhoColumn:
        return tr("Who");
    default:
        return {};
    }
}

} // namespace Portlight::App
