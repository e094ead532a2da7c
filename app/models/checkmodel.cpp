// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/checkmodel.h"

#include "app/wording/wording.h"

#include <algorithm>

namespace Portlight::App
{

QString resultIconName(Core::CheckResult result)
{
    switch (result) {
    case Core::CheckResult::Ok:
        return QStringLiteral("result-ok");
    case Core::CheckResult::Problem:
        return QStringLiteral("result-problem");
    case Core::CheckResult::Unknown:
        return QStringLiteral("result-unknown");
    case Core::CheckResult::Skipped:
        return QStringLiteral("result-skipped");
    }
    return {};
}

CheckModel::CheckModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void CheckModel::setChecks(std::vector<Core::Check> checks)
{
    beginResetModel();
    m_checks = std::move(checks);
    endResetModel();
}

int CheckModel::count(Core::CheckResult result) const
{
    return static_cast<int>(
        std::count_if(m_checks.begin(), m_checks.end(), [result](const Core::Check &check) {
            return check.result == result;
        }));
}

int CheckModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_checks.size());
}

int CheckModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CheckModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Core::Check &check = m_checks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case ResultColumn:
            return checkResultText(check.result);
        case NameColumn:
            return checkName(check.id);
        case DetailColumn:
            return factText(check.detail);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return index.column() == DetailColumn ? QVariant(factText(check.detail)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == ResultColumn
            ? QVariant(tr("%1: %2").arg(checkName(check.id), checkResultText(check.result)))
            : QVariant();
    case IconNameRole:
        return index.column() == ResultColumn ? QVariant(resultIconName(check.result)) : QVariant();
    case SortRole:
        return index.row();
    default:
        return {};
    }
}

QVariant CheckModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ResultColumn:
        return tr("Result");
    case NameColumn:
        return tr("Check");
    case DetailColumn:
        return tr("What was seen");
    default:
        return {};
    }
}

} // namespace Portlight::App
