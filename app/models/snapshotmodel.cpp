// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/snapshotmodel.h"

#include "app/wording/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace Portlight::App
{

SnapshotModel::SnapshotModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void SnapshotModel::setSnapshots(std::vector<Core::SnapshotInfo> snapshots)
{
    std::stable_sort(snapshots.begin(), snapshots.end(), [](const auto &left, const auto &right) {
        return left.taken > right.taken;
    });
    if (snapshots == m_snapshots) {
        return;
    }
    beginResetModel();
    m_snapshots = std::move(snapshots);
    endResetModel();
}

const Core::SnapshotInfo *SnapshotModel::snapshot(int row) const
{
    return row >= 0 && row < rowCount() ? &m_snapshots[static_cast<std::size_t>(row)] : nullptr;
}

int SnapshotModel::rowOf(const std::string &id) const
{
    const auto found = std::find_if(m_snapshots.begin(), m_snapshots.end(), [&](const auto &each) {
        return each.id == id;
    });
    return found == m_snapshots.end() ? -1 : static_cast<int>(found - m_snapshots.begin());
}

int SnapshotModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int SnapshotModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const auto &snapshot = m_snapshots[static_cast<std::size_t>(index.row())];
    if (role == IconNameRole) {
        return index.column() == NameColumn ? QStringLiteral("document-save") : QVariant();
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((index.column() == RulesColumn ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case WhenColumn:
        return QLocale().toString(QDateTime::fromSecsSinceEpoch(snapshot.taken),
                                  QLocale::ShortFormat);
    case NameColumn:
        return snapshot.here ? Words::plain(snapshot.name)
                             : tr("%1 (of another network)").arg(Words::plain(snapshot.name));
    case RulesColumn:
        return QLocale().toString(static_cast<qulonglong>(snapshot.rules));
    case WhoColumn:
        return snapshot.uid == 0 ? QStringLiteral("root") : tr("User %1").arg(snapshot.uid);
    default:
        return {};
    }
}

QVariant SnapshotModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case WhenColumn:
        return tr("When");
    case NameColumn:
        return tr("Name");
    case RulesColumn:
        return tr("Rules");
    case WhoColumn:
        return tr("Who");
    default:
        return {};
    }
}

} // namespace Portlight::App
