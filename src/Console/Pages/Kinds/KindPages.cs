using BackupConsole.Components.Details;
using BackupConsole.Components.Lists;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages.Kinds;

/// <summary>The pages of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="List">Draws the list of a cluster, named by its slug.</param>
/// <param name="Detail">The page of an object.</param>
internal sealed record KindPages(ResourceKind Kind, RenderFragment<string> List, DetailDeclaration Detail)
{
    /// <summary>The pages of a kind with rows of a type.</summary>
    public static KindPages Of<TRow>(ListDeclaration<TRow> list, DetailDeclaration detail)
        where TRow : class, IRow => new(
        list.Source.Kind,
        cluster => builder =>
        {
            builder.OpenComponent<ListPage<TRow>>(0);
            builder.SetKey(list);
            builder.AddComponentParameter(1, nameof(ListPage<>.Cluster), cluster);
            builder.AddComponentParameter(2, nameof(ListPage<>.Declaration), list);
            builder.CloseComponent();
        },
        detail);
}
