using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.Kubernetes.Api;

/// <content>What the API server says about the user.</content>
public sealed partial class KubernetesClient
{
    private static readonly ResourceKind AccessReviews = new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", Namespaced: false);
    private static readonly ResourceKind RulesReviews = new("authorization.k8s.io", "v1", "selfsubjectrulesreviews", "SelfSubjectRulesReview", Namespaced: false);

    /// <summary>Served since Kubernetes 1.28, 1.27 and 1.26.</summary>
    private static readonly string[] SubjectReviewVersions = ["v1", "v1beta1", "v1alpha1"];

    /// <summary>Whether the user may do something.</summary>
    public async Task<AccessDecision> ReviewAccessAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        JsonObject attributes = new()
        {
            ["verb"] = request.Verb,
            ["group"] = request.Kind.Group,
            ["version"] = request.Kind.Version,
            ["resource"] = request.Kind.Plural,
        };
        attributes.AddText("namespace", request.Namespace);
        attributes.AddText("name", request.Name);
        attributes.AddText("subresource", request.Subresource);
        JsonObject status = await ReviewAsync(AccessReviews, new JsonObject { ["resourceAttributes"] = attributes }, cancellationToken);
        return new AccessDecision(status.Flag("allowed") && !status.Flag("denied"), status.Text("reason"));
    }

    /// <summary>What the user may do in a namespace.</summary>
    /// <param name="ns">Namespace; servers refuse this review without one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AccessRules> ReviewRulesAsync(string ns, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(ns);
        JsonObject status = await ReviewAsync(RulesReviews, new JsonObject { ["namespace"] = ns }, cancellationToken);
        return new AccessRules(
            [.. status.Children("resourceRules").Select(rule => new AccessRule(rule.Texts("verbs"), rule.Texts("apiGroups"), rule.Texts("resources"), rule.Texts("resourceNames")))],
            status.Flag("incomplete"));
    }

    /// <summary>Who the server takes the user for; <c>null</c> where the server cannot be asked (before 1.26).</summary>
    public async Task<UserIdentity?> WhoAmIAsync(CancellationToken cancellationToken)
    {
        foreach (string version in SubjectReviewVersions)
        {
            ResourceKind kind = new("authentication.k8s.io", version, "selfsubjectreviews", "SelfSubjectReview", Namespaced: false);
            try
            {
                JsonObject status = await ReviewAsync(kind, null, cancellationToken);
                JsonObject user = status.Child("userInfo") ?? [];
                return new UserIdentity(user.Text("username"), user.Texts("groups"));
            }
            catch (ApiStatusException exception) when (exception.Status.IsNotFound || exception.Status.IsForbidden)
            {
                // Not served in this version (an older server answers 403 to those who may not create unknown kinds): ask in the one before.
            }
        }

        return null;
    }

    private async Task<JsonObject> ReviewAsync(ResourceKind kind, JsonObject? spec, CancellationToken cancellationToken)
    {
        JsonObject review = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind };
        if (spec is not null)
        {
            review["spec"] = spec;
        }

        JsonObject answer = await SendAsync(HttpMethod.Post, ApiPath.Collection(kind, null), cancellationToken, review);
        return answer.Child("status") ?? [];
    }
}
