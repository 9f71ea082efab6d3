/* Types of resources that checks know, by what they are. */

export const ecrRepositories = ['AWS::ECR::Repository', 'aws_ecr_repository'];
export const ecrPolicies = ['AWS::ECR::Repository', 'aws_ecr_repository_policy'];
export const taskDefinitions = ['AWS::ECS::TaskDefinition', 'aws_ecs_task_definition'];
export const ecsClusters = ['AWS::ECS::Cluster', 'aws_ecs_cluster'];
export const eksClusters = ['AWS::EKS::Cluster', 'aws_eks_cluster'];
export const gkeClusters = ['google_container_cluster'];
export const aksClusters = ['azurerm_kubernetes_cluster'];
export const acrRegistries = ['azurerm_container_registry'];

/** Every type that some check knows. */
export const knownTypes: ReadonlySet<string> = new Set(
  [
    ecrRepositories,
    ecrPolicies,
    taskDefinitions,
    ecsClusters,
    eksClusters,
    gkeClusters,
    aksClusters,
    acrRegistries,
  ].flat(),
);

/** Types by which containers run and which nobody here looks at. */
export const mayRunContainers = (type: string): boolean =>
  /^(?:kubernetes_(?!namespace|config_map|secret|service|role|cluster_role|storage|persistent|ingress|network_policy|limit_range|resource_quota|priority_class|endpoint|pod_disruption|horizontal_pod|default_service|labels|annotations|validating|mutating|token_request|node_taint|csi_driver|api_service)|helm_release$|kubectl_manifest$|docker_(?:container|service)$|nomad_job$|google_cloud_run|azurerm_container_(?:group|app)|aws_(?:apprunner_service|batch_job_definition)$)|^AWS::(?:AppRunner::Service|Batch::JobDefinition)$/.test(
    type,
  );

/** Whether checks know the type, or containers may run by it. */
export const isAboutContainers = (type: string): boolean => knownTypes.has(type) || mayRunContainers(type);
