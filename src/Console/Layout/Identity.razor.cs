using BackupConsole.Clusters;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Layout;

/// <summary>Asks who the user is once there is a circuit, and again when another cluster is looked at.</summary>
public sealed partial class Identity
{
    private const int MaximumGroups = 12;

    private readonly CancellationTokenSource gone = new();
    private ClusterSession? asked;
    private UserIdentity? user;
    private string? trouble;

    /// <summary>The cluster.</summary>
    [Parameter, EditorRequired]
    public ClusterSession Session { get; set; } = null!;

    private string Who => user is { Name.Length: > 0 } known ? known.Name : $"the user of context \"{Session.Cluster.Name}\"";

    // Of "system:serviceaccount:demo:viewer" the last part tells people apart.
    private string Initials
    {
        get
        {
            string name = user?.Name.Split(':')[^1] ?? "";
            string[] parts = name.Split(['-', '.', '_', ' ', '@'], StringSplitOptions.RemoveEmptyEntries);
            return parts.Length switch
            {
                0 => "",
                1 => parts[0][..Math.Min(2, parts[0].Length)].ToUpperInvariant(),
                _ => $"{parts[0][0]}{parts[1][0]}".ToUpperInvariant(),
            };
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || ReferenceEquals(asked, Session))
        {
            return;
        }

        ClusterSession session = asked = Session;
        (user, trouble) = (null, null);
        try
        {
            UserIdentity told = await session.WhoAmIAsync(gone.Token);
            if (ReferenceEquals(asked, session))
            {
                user = told;
            }
        }
        catch (Exception exception) when (exception is ApiStatusException or HttpRequestException or IOException or CredentialException)
        {
            // The page says more about a cluster that does not answer; here only that nothing is known. Asked again on the next page.
            trouble = FailureWords.Of(exception);
            asked = null;
        }
        catch (OperationCanceledException)
        {
            asked = null; // The page is closed, or the server took too long.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
