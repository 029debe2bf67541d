using BackupConsole.Clusters;
using BackupConsole.Components.Details;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Objects;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Pages.Objects;

/// <summary>Finds out what kind the address names, and goes on asking while the cluster does not have it.</summary>
public sealed partial class ObjectPage
{
    private ClusterSession? session;
    private DetailDeclaration? declaration;
    private string? asked;
    private string? trouble;
    private bool isAnswered;
    private CancellationTokenSource closing = new();

    /// <summary>Slug of the cluster.</summary>
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = "";

    /// <summary>The kind, as <c>plural.group</c>.</summary>
    [Parameter, EditorRequired]
    public string Resource { get; set; } = "";

    /// <summary>Namespace of the object; empty for kinds outside namespaces.</summary>
    [Parameter]
    public string Namespace { get; set; } = "";

    /// <summary>Name of the object.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private ClusterSessions Sessions { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (asked == $"{Cluster}/{Resource}")
        {
            return;
        }

        asked = $"{Cluster}/{Resource}";
        await closing.CancelAsync();
        closing.Dispose();
        closing = new CancellationTokenSource();
        session = Sessions.Find(Cluster);
        (declaration, trouble, isAnswered) = (null, null, false);
        if (session?.Kinds.Find(Resource) is { } known)
        {
            declaration = ObjectDetails.Of(known);
        }
        else if (session is not null && RendererInfo.IsInteractive)
        {
            _ = TellFailureAsync(FindAsync(session, Resource, closing.Token));
        }
    }

    private async Task FindAsync(ClusterSession cluster, string resource, CancellationToken cancellationToken)
    {
        try
        {
            while (declaration is null)
            {
                try
                {
                    ResourceKind? found = await cluster.Kinds.FindAsync(resource, cancellationToken);
                    (trouble, isAnswered, declaration) = (null, true, found is null ? null : ObjectDetails.Of(found));
                }
                catch (Exception exception) when (QueryRetry.IsRefusalOrBreak(exception, cancellationToken))
                {
                    trouble = FailureWords.Of(exception);
                }

                StateHasChanged();
                if (declaration is null)
                {
                    await Task.Delay(QueryRetry.Longest, Time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is closed, or about another kind.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        closing.Dispose();
    }
}
